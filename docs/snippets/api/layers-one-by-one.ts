// The three parts of SAM as layers, for a model that changes one of them; together they are `SemanticAlignment`.
import { CrossAttention, FeatureGate, MeanCosineSimilarity, SemanticAlignment } from '@rs-sam/core';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { input, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

await prepareBackend({ engine: 'wasm' });
const [regions, words, mask] = [input({ shape: [9, 8] }), input({ shape: [6, 8] }), input({ shape: [6] })];
const attended = new CrossAttention({ direction: 't2i' }).apply([regions, words, mask]) as SymbolicTensor;
const updated = new FeatureGate({ seed: 1 }).apply([words, attended]) as SymbolicTensor;
const score = new MeanCosineSimilarity().apply([updated, attended, mask]) as SymbolicTensor;
const matcher = model({ inputs: [regions, words, mask], outputs: score });
console.log(attended.shape, updated.shape, matcher.countParams()); // [null,6,8] [null,6,8] 272

const pairs = [
  randomNormal([2, 9, 8], 0, 1, 'float32', 1), // 2 images
  randomNormal([2, 6, 8], 0, 1, 'float32', 2), // their captions, of 6 and of 3 words
  tensor2d([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0], [2, 6]),
];
const ours = (matcher.predict(pairs) as Tensor).dataSync();
const whole = (new SemanticAlignment({ direction: 't2i', seed: 1 }).apply(pairs) as Tensor).dataSync();
const largest = Math.max(...ours.map((value, at) => Math.abs(value - (whole[at] ?? 0))));
console.log(ours.length, largest < 1e-6); // 2 true
