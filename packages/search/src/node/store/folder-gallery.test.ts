import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/small-gallery';
import { folderGallery } from './folder-gallery';

it('gives the bytes that are asked for, up to the end of the file', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), Uint8Array.of(0, 1, 2, 3, 4));
  const gallery = folderGallery(folder);
  expect([...(await gallery.readRanges('a', [1, 3], 2))]).toEqual([1, 2, 3, 4]);
  expect([...(await gallery.readRanges('a', [0, 3], 3))]).toEqual([0, 1, 2, 3, 4]);
  await gallery.close();
});

it('closes after a file is missing, and tries it again', async () => {
  const folder = await temporaryFolder();
  const gallery = folderGallery(folder);
  await expect(gallery.readRanges('a', [0], 1)).rejects.toThrow('ENOENT');
  await gallery.close();
  await expect(gallery.readRanges('a', [0], 1)).rejects.toThrow('ENOENT');
  await writeFile(join(folder, 'a'), Uint8Array.of(7));
  expect([...(await gallery.readRanges('a', [0], 1))]).toEqual([7]);
  await gallery.close();
});
