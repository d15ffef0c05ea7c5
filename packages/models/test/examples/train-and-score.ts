import { tripletLoss } from '@rs-sam/core';
import { modelDefinition, modelDefinitions } from '@rs-sam/models';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { randomNormal, type Tensor3D, tensor2d, train } from '@tensorflow/tfjs-core';

await prepareBackend();
console.log(modelDefinitions.length); // 13

const model = modelDefinition('scan-t2i-avg').create(
  { dim: 16, embeddingDim: 8 },
  { vocabularySize: 20, regionDepth: 32, regionCount: 9, seed: 1 },
);
const regions = randomNormal([3, 9, 32], 0, 1, 'float32', 1) as Tensor3D; // 3 images of 9 regions
const ids = tensor2d([1, 5, 6, 2, 1, 7, 2, 0, 1, 8, 9, 2], [3, 4], 'int32'); // their captions; 0 is padding

const scores = () => model.score(model.encodeImages(regions), model.encodeTexts(ids));
const optimizer = train.adam(1e-2);
const variables = model.weights.map(({ variable }) => variable);
const step = () => optimizer.minimize(() => tripletLoss(scores()), true, variables)?.dataSync()[0] ?? 0;
const first = step();
for (let i = 0; i < 10; i++) step();
console.log(step() < first); // true

const [pair] = model.explain?.(model.encodeImages(regions), model.encodeTexts(ids)) ?? [];
console.log(pair?.attention.length, pair?.attention[0]?.length); // 4 9
model.dispose();
