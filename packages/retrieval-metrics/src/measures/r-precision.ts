import { defineMeasure, expectedHits, type Measure, type MeasureOptions, relevantOf } from './measure';

/**
 * Rprec = |relevant in the first R| / R, R = |relevant|; with a cut-off only the first min(R, k) places count.
 * Source: trec_eval `Rprec`.
 */
export function rPrecision(options: MeasureOptions = {}): Measure {
  return defineMeasure('Rprec', options, (query, at, relevantFrom) => {
    const relevant = relevantOf(query.grades, relevantFrom);
    return expectedHits(query, Math.min(relevant, at), relevantFrom) / relevant;
  });
}
