import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { afterAll, beforeAll, vi } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { numbers, type PageToWrite, text, writeTiff } from './scene/write-tiff';
import { makeFolder, writeImage } from './small-gallery';
import { SIFT, writeCheckpoint } from './write-checkpoint';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

/** 192 × 192 pixels of 10 m in UTM, without data from column 120. */
const delta: PageToWrite = {
  ...{ width: 192, height: 192, samples: 3, type: 'uint16', tile: [64, 64] },
  value: (x, y, sample) => (x < 120 ? 500 + ((7 * x + 11 * y * (sample + 1)) % 900) : 0),
  fields: new Map([
    [33550, numbers('double', 10, 10, 0)],
    [33922, numbers('double', 0, 0, 0, 500_000, 5_761_038, 0)],
    [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632)],
    [42113, text('0')],
  ]),
};

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
