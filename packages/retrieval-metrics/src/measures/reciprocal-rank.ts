import { defineMeasure, type Measure, type MeasureOptions, placedGroups, relevantOf } from './measure';

/**
 * RR@k = 1 / rank of the first relevant item, 0 where that is below k; its mean over queries is MRR.
 * In a tie of n items, R of them relevant, the first relevant one is at place t with probability
 * p(1) = R / n, p(t + 1) = p(t) · (n − t + 1 − R) / (n − t). Source: McSherry & Najork, ECIR 2008.
 */
export function reciprocalRank(options: MeasureOptions = {}): Measure {
  return defineMeasure('RR', options, (query, at, relevantFrom) => {
    for (const { before, size, grades } of placedGroups(query, at)) {
      const relevant = relevantOf(grades, relevantFrom);
      if (relevant === 0) continue;
      let sum = 0;
      let probability = relevant / size;
      for (let place = 1; place <= Math.min(size - relevant + 1, at - before); place++) {
        sum += probability / (before + place);
        probability *= (size - place + 1 - relevant) / (size - place);
      }
      return sum;
    }
    return 0;
  });
}
