// Image 1 shows what caption 1 names, and image 2 what caption 2 names: each pair that belongs together has the highest score.
import { aggregations, imramScores, projectImages, rawFeatureNorms, scanScores } from '@rs-sam/models/scores';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { eye, round, type Tensor, type Tensor1D, type Tensor2D, tensor3d, zeros } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const [sea, sand, field, road] = [0, 1, 2, 3].map((at) => [0, 1, 2, 3].map((axis) => (axis === at ? 1 : 0)));
const features = tensor3d([
  [sea, sand],
  [field, road],
] as number[][][]); // [images, regions, depth]
const words = tensor3d([[sea], [road]] as number[][][]); // [captions, words, depth]
const layer = { kernel: eye(4), bias: zeros([4]) as Tensor1D };
const regions = projectImages(features, layer); // v = l2(W f + b)
const rounded = (scores: Tensor) => round(scores).arraySync();

const scan = scanScores(
  { regions, words },
  { direction: 't2i', rawFeatureNorm: 'clipped_l2norm', aggregation: 'mean' },
);
console.log(rounded(scan)); // [[1,0],[0,1]]
console.log(rawFeatureNorms.length, aggregations); // 5 ["mean","lse","max","sum"]

// IMRAM adds the scores of its steps; these weights of the memory refine nothing.
const [kernel, bias] = [zeros([8, 4]) as Tensor2D, zeros([4]) as Tensor1D];
const weights = { gateKernel: kernel, gateBias: bias, candidateKernel: kernel, candidateBias: bias };
console.log(rounded(imramScores({ regions, words, weights }, { direction: 't2i', steps: 3 }))); // [[3,0],[0,3]]
