/**
 * Where a relevant item stands among others with exactly its score.
 *
 * - `expected`: the mean over all orders of the equal scores, in closed form (McSherry & Najork, ECIR 2008). The default.
 * - `optimistic`: the best order, relevant items first. An upper bound.
 * - `pessimistic`: the worst order, relevant items last. A lower bound.
 * - `index`: the lower index first, as a stable descending sort leaves them.
 * - `index-descending`: the higher index first, as a stable ascending sort leaves them once reversed; SCAN's evaluation and,
 *   for documents in the order of their ids, trec_eval.
 *
 * A score that depends on the input alone ties wherever two inputs are the same, and under the last two policies the order of
 * the files then decides the figure.
 */
export type TiePolicy = 'expected' | 'optimistic' | 'pessimistic' | 'index' | 'index-descending';

/**
 * What becomes of a query that nothing is relevant to: `error` (the default) throws `EmptyRelevanceError`, `skip` leaves it out
 * of every mean, `zero` counts it as a miss.
 */
export type EmptyPolicy = 'error' | 'skip' | 'zero';
