import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { resolveConfiguration, train } from '@rs-sam/training';
import { afterAll, beforeAll } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { memoryFeatures } from './memory-features';
import { tinyDataset } from './tiny-dataset';
import { writeDataset } from './write-dataset';

// The example reads the folders of a data set, its features and a trained model in the current folder.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-readme-'));
  process.chdir(folder);
  const dataset = tinyDataset();
  const features = memoryFeatures(dataset, { views: ['identity'] });
  await writeDataset(dataset, features);
  const { engine } = await prepareBackend({ engine: 'wasm' });
  const options = { projection: 8, embeddingDim: 8, normalizeFeatures: true };
  const configuration = resolveConfiguration({ model: 'sam-t2i', options, negatives: 'instance', epochs: 1 });
  await train({ configuration, dataset, features, folder: 'runs/first', engine });
}, 60_000);

afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testReadmeExamples(import.meta.url);
