// A training as a separate process, which tests and benchmarks kill: node training-child.ts <run folder> <evaluation folder>

import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { tinyDataset } from '../../evaluation/test/tiny-dataset';
import { useWasm } from '../../evaluation/test/use-engine';
import { resolveConfiguration, train } from '../src';

const [folder, evaluation] = process.argv.slice(2) as [string, string];
const engine = await useWasm();
const dataset = tinyDataset();
const features = memoryFeatures(dataset);
const configuration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 8, embeddingDim: 5, normalizeFeatures: true, wordDropout: 0.2, regionDropout: 0.1 },
  ...{ optimizer: 'adam', learningRate: 1e-3, negatives: 'instance', gradientClip: 2, augment: true },
  ...{ infoNce: { weight: 0.5, temperature: 0.07 }, weightDecay: 0.01, ema: 0.9 },
  ...{ batchSize: 4, epochs: 6, warmUpSteps: 5, decay: { kind: 'cosine', floor: 0.1 } },
});
const beat = () => process.stdout.write('.');
const { checkpoint } = await train({
  configuration,
  dataset,
  features,
  folder,
  engine,
  checkpointEvery: 2,
  metricsEvery: 3,
  onEvent: beat,
});
await evaluateCheckpoint({
  ...{ checkpoint: checkpoint as string, dataset, features, folder: evaluation, engine },
  ...{ captionsPerBlock: 2, imagesPerBlock: 2, onProgress: beat },
});
