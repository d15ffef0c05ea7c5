import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';

// The examples read a folder with an image in the current folder.
const before = process.cwd();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-readme-'));
  process.chdir(folder);
  await mkdir('scenes');
  const plane = sharp({ create: { width: 64, height: 64, channels: 3, background: 'grey' } });
  await plane.png().toFile('scenes/plane.png');
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true });
});

testReadmeExamples(import.meta.url);
