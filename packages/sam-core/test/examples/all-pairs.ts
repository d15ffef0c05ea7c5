import { SemanticAlignment, tripletLoss, wordMask } from '@rs-sam/core';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, slice, type Tensor3D, train } from '@tensorflow/tfjs-core';

await prepareBackend();
const regions = randomNormal([4, 9, 32], 0, 1, 'float32', 1) as Tensor3D; // 4 images of 9 regions
const words = randomNormal([4, 6, 32], 0, 1, 'float32', 2) as Tensor3D; // their captions, of up to 6 words
const mask = wordMask([6, 5, 3, 4], 6);

const alignment = new SemanticAlignment({ direction: 't2i', seed: 1 });
const scores = alignment.scoreAllPairs({ regions, words, wordMask: mask });
console.log(scores.shape); // [4,4]

const optimizer = train.adam(1e-3);
const step = () =>
  optimizer
    .minimize(() => tripletLoss(alignment.scoreAllPairs({ regions, words, wordMask: mask })), true)
    ?.dataSync()[0] ?? 0;
const first = step();
for (let i = 0; i < 20; i++) step();
console.log(step() < first); // true

const { attention, rows, columns } = alignment.explain({
  regions: slice(regions, 0, 1),
  words: slice(words, 0, 1),
});
console.log(rows, columns, attention.length); // 6 9 54
