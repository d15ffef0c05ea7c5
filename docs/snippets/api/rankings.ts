import { captionRelevance, classRelevance, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { averagePrecision } from '@rs-sam/retrieval-metrics/measures';
import {
  evaluateRankings,
  interpolatedCurve,
  invertRelevance,
  rankOrders,
  rankScores,
  transposeScores,
} from '@rs-sam/retrieval-metrics/ranking';

const scores = scoreMatrix([
  [0.9, 0.7, 0.2, 0.3],
  [0.1, 0.6, 0.8, 0.6],
]); // 2 images, 4 captions
const relevance = captionRelevance([0, 0, 1, 1], 2);
const images = rankScores(scores, relevance, { ties: 'index' });
console.log(evaluateRankings(images, [averagePrecision()])[0]?.mean.toFixed(3)); // 0.917
console.log(interpolatedCurve(images).length); // 11

// The other direction, and rankings that are finished.
const captions = rankScores(transposeScores(scores), invertRelevance(relevance));
const orders = [Uint32Array.of(0, 1, 3, 2), Uint32Array.of(2, 1, 3, 0)];
console.log(captions.length, rankOrders(orders, relevance).length); // 4 2

// Of one class instead of one image: scene-level retrieval.
console.log([...classRelevance(['beach', 'river'], ['river', 'beach', 'beach', 'river']).offsets]); // [0,2,4]
