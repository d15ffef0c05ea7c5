import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { inspectFolder, readDataset } from './read-dataset';
import { readFolder } from './read-folder';

it('reads text with content and images without, follows links but no circles, and finds images that cannot be decoded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  await mkdir(join(folder, 'images'));
  await symlink(folder, join(folder, 'images', 'circle'));
  await writeFile(join(folder, '.hidden'), 'x');
  await writeFile(join(folder, 'list'), '1.png,a ship\n2.png,a boat\n');
  const image = sharp({ create: { width: 12, height: 8, channels: 3, background: 'navy' } });
  await image.png().toFile(join(folder, 'images', '1.png'));
  await writeFile(join(folder, 'images', '2.png'), 'not an image');

  expect((await readFolder(folder)).map(({ path }) => path)).toEqual(['images/1.png', 'images/2.png', 'list']);
  const { findings, statistics, stops } = await inspectFolder(folder);
  expect(findings).toMatchObject([{ kind: 'unreadableImage', count: 1, policy: 'error' }]);
  expect([...statistics.sizes]).toEqual([['12×8', 1]]);
  expect(stops).toBe(true);
  await expect(readDataset(folder, { readSizes: true })).rejects.toThrow('list:2:1: 1 × image that cannot be decoded');
  expect((await readDataset(folder)).dataset.images.map(({ file }) => file)).toEqual(['images/1.png', 'images/2.png']);
  await rm(folder, { recursive: true });
  await expect(readFolder(folder)).rejects.toThrow(`The folder ${folder} does not exist.`);
});
