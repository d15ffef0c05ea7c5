import { captionRelevance, crossModalIntervals, evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';

// 2 images, 4 captions: a row for each image.
const scores = scoreMatrix([
  [0.9, 0.7, 0.2, 0.3],
  [0.1, 0.6, 0.8, 0.6],
]);
const relevance = captionRelevance([0, 0, 1, 1], 2); // the image of each caption
const report = evaluateCrossModal(scores, relevance, { ks: [1, 2] });
console.log(report.imageToText.recall[1], report.textToImage.medianRank, report.meanRecall); // 100 1 100

const { meanRecall } = crossModalIntervals(report, { seed: 1 });
console.log(meanRecall.low, meanRecall.high); // 100 100
