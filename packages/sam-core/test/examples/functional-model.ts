import { SemanticAlignment } from '@rs-sam/core';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

await prepareBackend({ engine: 'wasm' });
const regions = input({ shape: [64, 2048] }); // K regions of a CNN
const words = input({ shape: [15, 128] }); // N words of a text encoder of your own
const mask = input({ shape: [15] });
const projected = layers.dense({ units: 128 }).apply(regions) as SymbolicTensor;
const score = new SemanticAlignment({ direction: 'i2t' }).apply([projected, words, mask]) as SymbolicTensor;
const matcher = model({ inputs: [regions, words, mask], outputs: score });

const scores = matcher.predict([ones([2, 64, 2048]), ones([2, 15, 128]), ones([2, 15])]) as Tensor;
console.log(scores.shape); // [2,1]
