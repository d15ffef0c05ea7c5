import { checkOneOf, checkOptions } from '@rs-sam/foundation/options';
import type { RankedQuery } from '../ranking/ranked-query';
import { type Measure, measureRules, relevantOf, retrievedOf } from './measure';

const relevantRetrieved = (query: RankedQuery, relevantFrom: number) =>
  query.groups.reduce((sum, { grades }) => sum + relevantOf(grades, relevantFrom), 0);

const COUNTS = {
  num_q: () => 1,
  num_ret: (query, relevantFrom) => (relevantFrom > 0 ? relevantRetrieved(query, relevantFrom) : retrievedOf(query)),
  num_rel: (query, relevantFrom) => relevantOf(query.grades, relevantFrom),
  num_rel_ret: relevantRetrieved,
} satisfies Readonly<Record<string, (query: RankedQuery, relevantFrom: number) => number>>;

/**
 * Of a query: 1, its retrieved items (with `relevantFrom` those of at least this grade, as in ir_measures), its relevant items, its
 * retrieved relevant items.
 */
export type CountName = keyof typeof COUNTS;

export const COUNT_NAMES = Object.keys(COUNTS) as readonly CountName[];

/**
 * A count, whose figure over all queries is the sum: for a look at whether a run and its judgements belong together. Throws
 * `InvalidOptionError`. Source: trec_eval `num_q`, `num_ret`, `num_rel`, `num_rel_ret`.
 */
export function count(name: CountName, options: { readonly relevantFrom?: number } = {}): Measure {
  checkOneOf('name', name, COUNT_NAMES);
  checkOptions('count', { relevantFrom: measureRules.relevantFrom }, options);
  const { relevantFrom = 0 } = options;
  return {
    name: `${name}${relevantFrom > 0 ? `(rel=${relevantFrom})` : ''}`,
    relevantFrom,
    aggregate: 'sum',
    countsEmpty: true,
    of: (query) => COUNTS[name](query, relevantFrom),
  };
}
