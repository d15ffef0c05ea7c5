import { captionRelevance, evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';

// A model that has learned nothing: every score is the same.
const constant = scoreMatrix(new Float32Array(4 * 4), 4, 4);
const relevance = captionRelevance([0, 1, 2, 3], 4);
const recallAt1 = (ties: 'optimistic' | 'expected' | 'pessimistic') =>
  evaluateCrossModal(constant, relevance, { ks: [1], ties }).meanRecall;
console.log(recallAt1('optimistic'), recallAt1('expected'), recallAt1('pessimistic')); // 100 25 0
