import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset, writeSyntheticDataset } from '@rs-sam/datasets/node';
import { openFeatureWriter } from '@rs-sam/vision-features/node';
import { afterAll, beforeAll } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { memoryFeatures } from './memory-features';

// The examples read what a user would have: a data set's folder and its features, where they are run.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-readme-'));
  process.chdir(folder);
  await writeSyntheticDataset('mine', { images: 30, seed: 1, classes: ['harbour', 'beach', 'bridge'] });
  const { dataset } = await readDataset('mine');
  const features = memoryFeatures(dataset, { views: ['identity'] });
  const { images, broken: _, shard: __, ...recipe } = features.manifest;
  const writer = await openFeatureWriter('mine-features', recipe, null);
  const rows = await features.read(images.map(({ name }) => ({ image: name })));
  const step = images.map(({ name }) => ({ name, source: null }));
  await writer.append({ images: step, broken: [], rows: new Uint8Array(rows.buffer) });
  await writer.finish();
}, 60_000);
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testReadmeExamples(import.meta.url);
