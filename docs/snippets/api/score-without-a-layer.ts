import { explain, infoNceLoss, scoreAllPairs, wordMask } from '@rs-sam/core';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, scalar, slice, type Tensor1D, type Tensor2D, type Tensor3D, zeros } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const depth = 8;
const regions = randomNormal([3, 4, depth], 0, 1, 'float32', 1) as Tensor3D; // 3 images
const words = randomNormal([3, 5, depth], 0, 1, 'float32', 2) as Tensor3D; // their captions
const kernel = (seed: number) => randomNormal([2 * depth, depth], 0, 0.3, 'float32', seed) as Tensor2D;
const weights = {
  ...{ gateKernel: kernel(3), gateBias: zeros([depth]) as Tensor1D },
  ...{ candidateKernel: kernel(4), candidateBias: zeros([depth]) as Tensor1D },
};

const options = { direction: 't2i' } as const;
const scores = scoreAllPairs({ regions, words, wordMask: wordMask([5, 3, 4], 5), weights }, options);
console.log(scores.shape); // [3,3]

// The scale of InfoNCE is log(1/τ), so that the temperature can be learned.
const loss = infoNceLoss(scores, scalar(Math.log(1 / 0.07)), { images: [0, 1, 2], captions: ['a', 'b', 'c'] });
console.log((loss.dataSync()[0] as number) > 0); // true

const pair = explain({ regions: slice(regions, 0, 1), words: slice(words, 0, 1), weights }, options);
console.log(pair.rows, pair.columns, Math.abs(pair.score - (scores.arraySync()[0]?.[0] ?? 0)) < 1e-5); // 5 4 true
