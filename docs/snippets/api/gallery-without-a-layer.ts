// The scores of a gallery with weights of your own, in memory that does not depend on its size.
import { scoreAllPairs, wordMask } from '@rs-sam/core';
import { placeScores, scoreGallery } from '@rs-sam/core/gallery';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, slice, type Tensor3D } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const all = {
  regions: randomNormal([10, 4, 8], 0, 1, 'float32', 1) as Tensor3D, // 10 images
  words: randomNormal([7, 5, 8], 0, 1, 'float32', 2) as Tensor3D, // 7 captions of 5 words
  wordMask: wordMask([5, 5, 4, 4, 3, 2, 1], 5),
};
const images = { count: 10, regions: (from: number, to: number) => slice(all.regions, from, to - from) };
const captions = {
  count: 7,
  words: (from: number, to: number) => ({
    words: slice(all.words, from, to - from),
    wordMask: slice(all.wordMask, from, to - from),
  }),
};

const options = { direction: 'i2t', gate: false } as const; // the gate has weights, the attention has none
const matrix = new Float32Array(images.count * captions.count);
let blocks = 0;
for await (const block of scoreGallery(images, captions, { ...options, imagesPerBlock: 4, captionsPerBlock: 3 })) {
  placeScores(block, matrix, captions.count);
  blocks++;
}
const atOnce = scoreAllPairs(all, options).dataSync();
const largest = Math.max(...matrix.map((score, at) => Math.abs(score - (atOnce[at] ?? 0))));
console.log(blocks, largest < 1e-5); // 9 true
