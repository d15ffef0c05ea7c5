/**
 * The rank of a relevant item among others with exactly its score.
 *
 * - `expected`: the mean over all orders of the equal scores, in closed form (McSherry & Najork, ECIR 2008). The default.
 * - `optimistic`: the best order, relevant items first. An upper bound.
 * - `pessimistic`: the worst order, relevant items last. A lower bound.
 * - `index`: the lower index first, which is the result of a stable descending sort.
 * - `index-descending`: the higher index first, which is the result of a stable ascending sort, reversed. SCAN's evaluation does
 *   this; so does trec_eval where the documents are in the order of their ids.
 *
 * Equal inputs have equal scores. Under the last two policies the order of the files then decides the figure.
 */
export type TiePolicy = (typeof TIE_POLICIES)[number];

export const TIE_POLICIES = ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'] as const;

/**
 * What happens to a query without relevant items: `error` (the default) throws `EmptyRelevanceError`, `skip` leaves it out of every
 * mean, `zero` counts it as a miss.
 */
export type EmptyPolicy = (typeof EMPTY_POLICIES)[number];

export const EMPTY_POLICIES = ['error', 'skip', 'zero'] as const;
