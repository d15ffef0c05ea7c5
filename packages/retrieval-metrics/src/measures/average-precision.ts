import { defineMeasure, type Measure, type MeasureOptions, placedGroups, relevantOf } from './measure';

/**
 * AP@k = (1 / R) Σ_{i ≤ k, item i relevant} P@i, R = |relevant|, retrieved or not; its mean over queries is MAP.
 * Place i of a tie of n items, r of them relevant, with b items and h relevant ones before it:
 * E[rel_i · hits_i] = (r / n) (h + 1 + (i − 1)(r − 1) / (n − 1)), to be divided by b + i.
 * Source: trec_eval `map`, `map_cut`; under ties McSherry & Najork, ECIR 2008.
 */
export function averagePrecision(options: MeasureOptions = {}): Measure {
  return defineMeasure('AP', options, (query, at, relevantFrom) => {
    let sum = 0;
    let hits = 0;
    for (const { before, size, grades } of placedGroups(query, at)) {
      const relevant = relevantOf(grades, relevantFrom);
      if (relevant === 0) continue;
      const among = size > 1 ? (relevant - 1) / (size - 1) : 0;
      for (let place = 1; place <= Math.min(size, at - before); place++) {
        sum += ((relevant / size) * (hits + 1 + (place - 1) * among)) / (before + place);
      }
      hits += relevant;
    }
    return sum / relevantOf(query.grades, relevantFrom);
  });
}
