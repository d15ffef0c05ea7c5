import { scanScores } from '@rs-sam/models/scores';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, type Tensor3D } from '@tensorflow/tfjs-core';

await prepareBackend({ engine: 'wasm' });
const operands = {
  regions: randomNormal([2, 4, 8], 0, 1, 'float32', 1) as Tensor3D, // 2 images of 4 regions
  words: randomNormal([3, 5, 8], 0, 1, 'float32', 2) as Tensor3D, // 3 captions of 5 words
};
console.log(scanScores(operands, { direction: 't2i', aggregation: 'lse' }).shape); // [2,3]
