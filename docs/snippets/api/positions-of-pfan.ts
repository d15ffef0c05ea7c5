// PFAN tells regions apart by their place: equal features have different vectors in different places.
import { encodeWithPosition, gridBlocks } from '@rs-sam/models/scores';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import {
  matMul,
  ones,
  randomNormal,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  zeros,
} from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
// A grid of 2 × 2 regions over 4 × 4 blocks: the first region covers the blocks 0, 1, 4 and 5 by a quarter each.
const { ids, weights } = gridBlocks(2, 2, 4, 5);
console.log(ids[0], weights[0]); // [0,1,4,5,16] [0.25,0.25,0.25,0.25,0]

const [depth, position, dim] = [6, 3, 5];
const kernel = (from: number, to: number, seed: number) => randomNormal([from, to], 0, 1, 'float32', seed) as Tensor2D;
const layers = {
  embedding: kernel(17, position, 1), // a vector for each block and one for an empty slot
  attention: { kernel: kernel(depth, position, 2), bias: zeros([position]) as Tensor1D },
  projection: { kernel: kernel(depth + position, dim, 3), bias: zeros([dim]) as Tensor1D },
};
const blocks = { ids: tensor3d([ids as number[][]], undefined, 'int32'), weights: tensor3d([weights as number[][]]) };
const same = ones([1, 4, depth]) as Tensor3D;

const cosines = (embedding: Tensor2D) => {
  const vectors = encodeWithPosition(same, blocks, { ...layers, embedding });
  return [...matMul(vectors, vectors, false, true).dataSync()].filter((cosine) => cosine > 0.9999).length;
};
console.log(cosines(layers.embedding)); // 4
console.log(cosines(zeros([17, position]) as Tensor2D)); // 16
