import { defineMeasure, expectedHits, type Measure, type MeasureOptions, relevantOf } from './measure';

/**
 * R@k = |relevant in the first k| / |relevant|, the recall of information retrieval and trec_eval's `recall_k`. The R@K of
 * cross-modal retrieval is `hitRate`; the two agree where one item is relevant.
 */
export function recall(options: MeasureOptions = {}): Measure {
  return defineMeasure(
    'R',
    options,
    (query, at, relevantFrom) => expectedHits(query, at, relevantFrom) / relevantOf(query.grades, relevantFrom),
  );
}
