import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { tinyDataset } from '../../evaluation/test/tiny-dataset';
import { writeDataset } from '../../evaluation/test/write-dataset';

// The examples read the folders of a data set and of its features in the current folder.
const before = process.cwd();
const PATIENCE = 60_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-readme-'));
  process.chdir(folder);
  const dataset = tinyDataset();
  await writeDataset(dataset, memoryFeatures(dataset, { views: ['identity'] }));
}, PATIENCE);
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
}, PATIENCE);

testReadmeExamples(import.meta.url);
