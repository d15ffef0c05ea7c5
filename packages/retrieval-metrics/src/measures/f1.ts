import { defineMeasure, expectedHits, type Measure, type MeasureOptions, relevantOf, retrievedOf } from './measure';

/** F1@k = 2 P R / (P + R) = 2 · |relevant in the first k| / (k + |relevant|): linear in the hits, so exact under ties. */
export function f1(options: MeasureOptions = {}): Measure {
  return defineMeasure('F1', options, (query, at, relevantFrom) => {
    const places = at === Number.POSITIVE_INFINITY ? retrievedOf(query) : at;
    return (2 * expectedHits(query, places, relevantFrom)) / (places + relevantOf(query.grades, relevantFrom));
  });
}
