// The recalls of a gallery in both directions from a row callback. Argument: {"images"}, with five captions each.
import { captionRelevance, evaluateCrossModal, type Scores } from '@rs-sam/retrieval-metrics';

const { images } = JSON.parse(process.argv[2] ?? '') as { readonly images: number };
const captions = 5 * images;
// Row i is the buffer from i on: every row differs, and the memory is that of one row.
const buffer = Float32Array.from({ length: captions + images }, () => Math.random());
const scores: Scores = {
  rows: images,
  columns: captions,
  row: (index) => buffer.subarray(index, index + captions),
  at: (row, column) => buffer[row + column] as number,
};
const relevance = captionRelevance(
  Uint32Array.from({ length: captions }, (_, caption) => Math.floor(caption / 5)),
  images,
);
const start = performance.now();
const { meanRecall } = evaluateCrossModal(scores, relevance);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024, meanRecall }));
