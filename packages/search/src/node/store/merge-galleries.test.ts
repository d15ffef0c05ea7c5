import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { folderContent, imageNames, smallGallery, writeImage } from '../../../test/small-gallery';
import { writeCheckpoint } from '../../../test/write-checkpoint';
import { openGallery } from '../../gallery/open-gallery';
import { readGalleryManifest } from '../../gallery/read-manifest';
import { folderGallery } from './folder-gallery';
import { mergeGalleries } from './merge-galleries';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const shard = (index: number, count: number) => ({ index, count });

it('shards merge to the bytes of an undivided run', async () => {
  const { index, out, images } = await smallGallery(14);
  await writeFile(join(images, '005.tif'), 'no image');
  const metadata = new Map(imageNames(14).map((name) => [name, { name }]));
  await index({ metadata });
  const shards = [1, 2, 3].map((one) => `${out}-${one}`);
  for (const [at, folder] of shards.entries()) await index({ metadata, out: folder, shard: shard(at + 1, 3) });
  const merged = `${out}-merged`;
  await mergeGalleries({ galleries: [...shards].reverse(), out: merged });
  expect(await folderContent(merged)).toEqual(await folderContent(out));
});

it('a gallery alone is written anew without the rows of removed images', async () => {
  const { index, out, images } = await smallGallery(6);
  await index();
  await rm(join(images, '001.tif'));
  await writeImage(join(images, '003.tif'), 'other');
  await index();
  const fresh = `${out}-compact`;
  expect(await mergeGalleries({ galleries: [out], out: fresh })).toEqual({ items: 5, skipped: [] });
  expect((await readGalleryManifest(folderGallery(fresh))).segments).toMatchObject([{ name: '0001', rows: 5 }]);
  const [old, compact] = [await openGallery(folderGallery(out)), await openGallery(folderGallery(fresh))];
  const keys = [0, 1, 2, 3, 4];
  expect(await compact.items(keys)).toEqual(await old.items(keys));
  expect(await compact.encodings(keys)).toEqual(await old.encodings(keys));
  expect(await compact.thumbnail(4)).toEqual(await old.thumbnail(4));
  await old.close();
  await compact.close();
});

it('refuses what does not belong together', async () => {
  const { index, out, folder } = await smallGallery(8);
  const merge = (galleries: string[]) => mergeGalleries({ galleries, out: `${out}-merged` });
  const [one, two, three, whole, other] = ['1', '2', '3', 'whole', 'other'].map((name) => `${out}-${name}`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await index({ out: one, shard: shard(1, 2) });
  await index({ out: two, shard: shard(2, 2) });
  await index({ out: three, shard: shard(1, 3) });
  await index({ out: whole });
  await writeCheckpoint(join(folder, 'second'), { seed: 2 });
  await index({ out: other, checkpoint: join(folder, 'second'), shard: shard(2, 2) });
  await expect(merge([one])).rejects.toThrow('Of 2 shards these are missing: 2');
  await expect(merge([one, one])).rejects.toThrow('is also in');
  await expect(merge([one, three])).rejects.toThrow('a shard of 3, not of 2');
  await expect(merge([one, whole])).rejects.toThrow('a whole gallery, not a shard');
  await expect(merge([one, other])).rejects.toThrow('made by another model');
  await expect(merge([one, `${out}-none`])).rejects.toThrow('no finished gallery');
  await expect(mergeGalleries({ galleries: [one, two], out: whole })).rejects.toThrow('already a gallery');
  const file = join(two, 'segments', '0001', 'thumbnails.bin');
  const bytes = await readFile(file);
  bytes[5] = (bytes[5] as number) ^ 1;
  await writeFile(file, bytes);
  await expect(merge([one, two])).rejects.toThrow('thumbnails.bin is not the file');
});
