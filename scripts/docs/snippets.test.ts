import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSyntheticDataset } from '@rs-sam/datasets/node';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { npyHeader } from '@rs-sam/foundation/formats';
import { afterAll, beforeAll } from 'vitest';
import { writeTinyRun } from '../../packages/evaluation/test/tiny-run';
import { testExamples } from '../readme-examples';

// The snippets read files in the current folder.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-snippets-'));
  process.chdir(folder);
  const [images, captions] = [4, 20];
  const scores = Float32Array.from({ length: images * captions }, (_, at) =>
    Math.floor((at % captions) / 5) === Math.floor(at / captions) ? 1 : 0,
  );
  const header = npyHeader('<f4', [images, captions]);
  await writeFile(join(folder, 'scores.npy'), Buffer.concat([header, new Uint8Array(scores.buffer)]));
  for (const name of ['drawn', 'sheets']) await mkdir(name);
  await cp(new URL('../../docs/demo/gallery', import.meta.url), 'gallery', { recursive: true });
  await writeSyntheticDataset('scenes', { images: 12, seed: 1 });

  const { dataset, features, engine } = await writeTinyRun();
  const checkpoint = 'runs/first/best';
  await evaluateCheckpoint({ checkpoint, dataset, features, folder: 'results/shown', engine, examples: {} });
}, 60_000);
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testExamples(new URL('../../docs/snippets/', import.meta.url));
testExamples(new URL('../../docs/snippets/api/', import.meta.url));
