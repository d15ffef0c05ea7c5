import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { drawScene } from '../synthetic/draw-scene';
import { inspectFolder, readDataset } from './read-dataset';
import { renderScene } from './render-scene';
import { writeSyntheticDataset } from './write-synthetic-dataset';

vi.mock('./import-sharp', async () => {
  const { MissingPackageError } = await import('@rs-sam/foundation/errors');
  const absent = Object.assign(new Error("Cannot find package 'sharp'"), { code: 'ERR_MODULE_NOT_FOUND' });
  return { importSharp: (purpose: string) => Promise.reject(new MissingPackageError('sharp', purpose, absent)) };
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  await writeFile(join(folder, 'captions.csv'), '1.jpg,a ship\n');
  await writeFile(join(folder, '1.jpg'), '');
});
afterAll(() => rm(folder, { recursive: true }));

it('reads and inspects captions without sharp', async () => {
  expect((await readDataset(folder)).dataset.images).toHaveLength(1);
  expect((await inspectFolder(folder, { readSizes: false })).statistics.images).toBe(1);
});

it('says how to install sharp where images are decoded or drawn', async () => {
  await expect(inspectFolder(folder)).rejects.toThrow(
    'Reading image sizes needs the package sharp, which is not installed. Run: npm i sharp',
  );
  await expect(renderScene(drawScene({ className: 'beach', seed: 1 }))).rejects.toThrow('Rendering a scene needs');
  const out = join(folder, 'scenes');
  await expect(writeSyntheticDataset(out, { images: 1, seed: 1 })).rejects.toThrow('npm i sharp');
  expect(await readdir(out)).toEqual(['images']);
});
