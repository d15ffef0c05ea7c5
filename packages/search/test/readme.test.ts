import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { afterAll, beforeAll, vi } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { delta } from './scene/delta-page';
import { writeTiff } from './scene/write-tiff';
import { makeFolder, writeImage } from './small-gallery';
import { SIFT, writeCheckpoint } from './write-checkpoint';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const before = process.cwd();
let folder: string;

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
  folder = await makeFolder();
  process.chdir(folder);
  await mkdir('tiles');
  for (const name of ['coast', 'field', 'town']) await writeImage(join('tiles', `${name}.tif`), name);
  await mkdir('scenes');
  await writeTiff(join('scenes', 'delta.tif'), [delta]);
  await writeCheckpoint('runs/first/best', { features: SIFT });
}, 60_000);

afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testReadmeExamples(import.meta.url);
