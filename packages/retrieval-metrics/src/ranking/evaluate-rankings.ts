import { checkOptions } from '@rs-sam/foundation/options';
import { EmptyRelevanceError } from '../errors';
import { mean } from '../mean';
import { type Measure, relevantOf } from '../measures/measure';
import { measureOf } from '../measures/parse-measure';
import { emptyRule } from '../option-rules';
import type { EmptyPolicy } from '../tie-policy';
import type { RankedQuery } from './ranked-query';

/** One measure over all queries. */
export interface MeasureReport {
  readonly name: string;
  /** The mean of the values; for a count, as `num_rel`, their sum. */
  readonly mean: number;
  /** The queries in the mean; `values` has one value for each. */
  readonly queries: readonly (number | string)[];
  readonly values: Float64Array;
}

/**
 * The mean over queries of each measure, with the values behind it for intervals and tests. A measure may be given by its name, as
 * `nDCG@10` (`parseMeasure`).
 * `empty` (default `error`) says what happens to a query without relevant items of the grade that the measure requires.
 * Throws `EmptyRelevanceError` and `InvalidOptionError`.
 *
 * @example
 * const [map] = evaluateRankings(rankRun(run, qrels), ['MAP']);
 * console.log(map.name, map.mean); // AP 0.5
 */
export function evaluateRankings(
  ranked: readonly RankedQuery[],
  measures: readonly (Measure | string)[],
  options: { readonly empty?: EmptyPolicy } = {},
): MeasureReport[] {
  checkOptions('evaluateRankings', { empty: emptyRule }, options);
  const { empty = 'error' } = options;
  return measures.map(measureOf).map((measure) => {
    const isEmpty = (query: RankedQuery) =>
      !measure.countsEmpty && relevantOf(query.grades, measure.relevantFrom) === 0;
    const first = ranked.find(isEmpty);
    if (empty === 'error' && first) throw new EmptyRelevanceError(first.id);
    const counted = empty === 'skip' ? ranked.filter((query) => !isEmpty(query)) : ranked;
    const values = Float64Array.from(counted, (query) => measure.of(query));
    const figure = measure.aggregate === 'sum' ? values.reduce((sum, value) => sum + value, 0) : mean(values);
    return { name: measure.name, mean: figure, queries: counted.map(({ id }) => id), values };
  });
}
