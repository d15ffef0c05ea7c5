// MTFN scores a pair by one product of two vectors, so a gallery of vectors can be stored and searched.
import {
  fusionImageVectors,
  fusionScores,
  fusionTextVectors,
  mtfnImageVectors,
  mtfnTextVectors,
} from '@rs-sam/models/scores';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { eye, ones, type Tensor1D, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
// With one core of identity maps and a classifier of ones the score is σ(v · t).
const layer = { kernel: eye(2), bias: zeros([2]) as Tensor1D };
const fusion = { image: layer, text: layer, classifier: ones([2]) as Tensor1D, bias: zeros([1]) as Tensor1D };
const images = fusionImageVectors(tensor2d([[1, 2]]));
const texts = fusionTextVectors(tensor2d([[3, -1]]), fusion);
console.log(images.shape, fusionScores(images, texts).arraySync()[0]?.[0]?.toFixed(4)); // [1,3] 0.7311

// From regions and sentence vectors: v = tanh(W_v mean(f)), t = tanh(W_t y).
const weights = { image: layer, text: layer, fusion };
const regions = tensor3d([1, 0, 3, 0], [1, 2, 2]); // one image of two regions, whose mean is (2, 0)
const ofImage = mtfnImageVectors(regions, weights);
const ofText = mtfnTextVectors(tensor2d([[2, 5]]), weights);
const expected = 1 / (1 + Math.exp(-(Math.tanh(2) ** 2)));
console.log(Math.abs((fusionScores(ofImage, ofText).dataSync()[0] ?? 0) - expected) < 1e-5); // true
