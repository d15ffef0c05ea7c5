import { EmptyRelevanceError } from '../errors';
import { mean } from '../mean';
import { type Measure, relevantOf } from '../measures/measure';
import type { EmptyPolicy } from '../tie-policy';
import type { RankedQuery } from './ranked-query';

/** One measure over all queries. */
export interface MeasureReport {
  readonly name: string;
  readonly mean: number;
  /** The queries that the mean is over, and their values. */
  readonly queries: readonly (number | string)[];
  readonly values: Float64Array;
}

/**
 * mean over queries of each measure, with the values behind it, for intervals and tests.
 * A query to which nothing is relevant (at the grade that the measure asks for) is treated by `empty`, `error` by default.
 * Throws `EmptyRelevanceError`.
 *
 * @example
 * const [map] = evaluateRankings(rankRun(run, qrels), [averagePrecision()]);
 * console.log(map.mean); // 0.5
 */
export function evaluateRankings(
  ranked: readonly RankedQuery[],
  measures: readonly Measure[],
  { empty = 'error' }: { readonly empty?: EmptyPolicy } = {},
): MeasureReport[] {
  return measures.map((measure) => {
    const isEmpty = (query: RankedQuery) => relevantOf(query.grades, measure.relevantFrom) === 0;
    const first = ranked.find(isEmpty);
    if (empty === 'error' && first) throw new EmptyRelevanceError(first.id);
    const counted = empty === 'skip' ? ranked.filter((query) => !isEmpty(query)) : ranked;
    const values = Float64Array.from(counted, (query) => measure.of(query));
    return { name: measure.name, mean: mean(values), queries: counted.map(({ id }) => id), values };
  });
}
