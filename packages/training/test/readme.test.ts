import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFeatureWriter } from '@rs-sam/vision-features/node/store';
import { afterAll, beforeAll } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { tinyDataset } from '../../evaluation/test/tiny-dataset';

// The examples read what a user would have: a data set's folder and its features, where they are run.
const before = process.cwd();
const PATIENCE = 60_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-readme-'));
  process.chdir(folder);
  const dataset = tinyDataset();
  await mkdir('mine');
  const images = dataset.images.map(({ file, split, captions, className }) => {
    return { filename: file, split, cls: className, sentences: captions.map((raw) => ({ raw })) };
  });
  await writeFile('mine/dataset.json', JSON.stringify({ dataset: 'mine', images }));
  const features = memoryFeatures(dataset, { views: ['identity'] });
  const { images: stored, broken: _, shard: __, ...recipe } = features.manifest;
  const names = stored.map(({ name }) => name);
  const rows = await features.read(names.map((image) => ({ image })));
  const writer = await openFeatureWriter('mine-features', recipe, null);
  const step = names.map((name) => ({ name, source: null }));
  await writer.append({ images: step, broken: [], rows: new Uint8Array(rows.buffer) });
  await writer.finish();
}, PATIENCE);
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
}, PATIENCE);

testReadmeExamples(import.meta.url);
