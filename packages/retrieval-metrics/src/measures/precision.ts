import { defineMeasure, expectedHits, type Measure, type MeasureOptions, retrievedOf } from './measure';

/**
 * P@k = |relevant in the first k| / k, also where fewer than k are retrieved (as in trec_eval and ranx). Without a cut-off k is the
 * number of retrieved items.
 */
export function precision(options: MeasureOptions = {}): Measure {
  return defineMeasure('P', options, (query, at, relevantFrom) => {
    const places = at === Number.POSITIVE_INFINITY ? retrievedOf(query) : at;
    return places === 0 ? 0 : expectedHits(query, places, relevantFrom) / places;
  });
}
