import { hitProbability } from '../cross-modal/first-ranks';
import { defineMeasure, type Measure, type MeasureOptions, placedGroups, relevantOf } from './measure';

/**
 * hit@k = 1 where a relevant item is among the first k, else 0: trec_eval's `success_k`, and the R@K of cross-modal retrieval.
 * In a tie of n items, R of them relevant, it is 1 − C(n − R, d) / C(n, d) with d = k − (items before the tie).
 */
export function hitRate(options: MeasureOptions = {}): Measure {
  return defineMeasure('hit', options, (query, at, relevantFrom) => {
    for (const { before, size, grades } of placedGroups(query, at)) {
      const relevant = relevantOf(grades, relevantFrom);
      if (relevant > 0) return hitProbability(before, size - relevant, relevant, at);
    }
    return 0;
  });
}
