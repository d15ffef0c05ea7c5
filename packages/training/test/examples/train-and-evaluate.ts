import { readDataset } from '@rs-sam/datasets/node';
import { evaluateCheckpoint, formatEvaluation } from '@rs-sam/evaluation';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { resolveConfiguration, train } from '@rs-sam/training';
import { openFeatureStore } from '@rs-sam/vision-features/node';

const { engine } = await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');

const configuration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 8, embeddingDim: 8, normalizeFeatures: true },
  optimizer: 'adam',
  negatives: 'instance',
  gradientClip: 2,
  epochs: 2,
});
const outcome = await train({ configuration, dataset, features, folder: 'runs/first', engine });
console.log(outcome.end, outcome.checkpoint); // epochs runs/first/best

const checkpoint = 'runs/first/best';
const result = await evaluateCheckpoint({ checkpoint, dataset, features, folder: 'results/first', engine });
console.log(result.data.images, result.data.captions, result.ties); // 5 15 expected
console.log(formatEvaluation(result).split('\n').length); // 9
await features.close();
