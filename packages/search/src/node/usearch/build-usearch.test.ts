import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, expect, it, vi } from 'vitest';
import { folderContent, smallGallery } from '../../../test/small-gallery';
import { flatEngine } from '../../engine/flat-engine';
import type { GalleryVectors } from '../../gallery/gallery-source';
import { galleryVectors, itemRows } from '../../gallery/gallery-vectors';
import { itemList } from '../../gallery/item-list';
import { openGallery } from '../../gallery/open-gallery';
import { readGalleryManifest } from '../../gallery/read-manifest';
import { folderGallery } from '../store/folder-gallery';
import { buildUsearch } from './build-usearch';
import { openUsearch } from './open-usearch';

beforeAll(() => prepareBackend({ engine: 'wasm' }));

vi.setConfig({ testTimeout: 120_000 });

async function vectorsOf(folder: string): Promise<GalleryVectors> {
  const source = folderGallery(folder);
  const manifest = await readGalleryManifest(source);
  return galleryVectors(source, manifest, itemRows(itemList(await source.read(manifest.items.file))));
}

const damage = async (file: string, at: number) => {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] as number) ^ 1;
  await writeFile(file, bytes);
};

it('an opened gallery is searched by the index, until its vectors change', async () => {
  const { index, out, images } = await smallGallery(40);
  await index();
  const before = await folderContent(out);
  const done: number[] = [];
  const record = await buildUsearch({ gallery: out, onProgress: (progress) => done.push(progress.done) });
  expect(record.graphs.product.recall).toBeGreaterThan(0.99);
  expect(done).toEqual([40, 80]);
  const added = Object.keys(await folderContent(out)).filter((file) => !Object.hasOwn(before, file));
  expect(added.sort()).toEqual(['usearch-cosine.bin', 'usearch-product.bin', 'usearch.json']);

  const stored = await vectorsOf(out);
  const { width } = stored;
  const vectors = await stored.read();
  const flat = vi.fn(async () => flatEngine(vectors, width));
  const engine = await openUsearch(out, { ...stored, flat });
  const vector = vectors.slice(0, width);
  const found = await engine?.nearest({ vector, count: 4, measure: 'cosine', allowed: null });
  expect(flat).not.toHaveBeenCalled();
  const gallery = await openGallery(folderGallery(out));
  expect((await gallery.nearest({ vector, count: 4, measure: 'cosine' })).map(({ key }) => key)).toEqual([
    ...(found?.indices ?? []),
  ]);
  await gallery.close();

  // Other metadata leave the vectors as they are.
  await index({ metadata: new Map([['001.tif', { year: 2020 }]]) });
  expect(await openUsearch(out, await vectorsOf(out))).not.toBeNull();
  await rm(join(images, '000.tif'));
  await index();
  expect(await openUsearch(out, await vectorsOf(out))).toBeNull();
  const smaller = await openGallery(folderGallery(out));
  expect(await smaller.nearest({ vector, count: 100 })).toHaveLength(39);
  await smaller.close();
  await buildUsearch({ gallery: out });
  expect(await openUsearch(out, await vectorsOf(out))).not.toBeNull();
});

it('names a damaged or missing file', async () => {
  const { index, out } = await smallGallery(8);
  await index();
  await buildUsearch({ gallery: out });
  await damage(join(out, 'usearch-cosine.bin'), 100);
  const open = () => openGallery(folderGallery(out));
  await expect(open()).rejects.toThrow('usearch-cosine.bin is not the file that was written. Build it again');
  await rm(join(out, 'usearch-cosine.bin'));
  await expect(open()).rejects.toThrow('usearch-cosine.bin does not exist');
  await damage(join(out, 'usearch.json'), (await readFile(join(out, 'usearch.json'))).indexOf('"longest": ') + 11);
  await expect(open()).rejects.toThrow('usearch.json does not have the checksum');
  await buildUsearch({ gallery: out });
  await (await open()).close();
});

it('a build that is stopped leaves nothing, and no gallery is refused', async () => {
  const { index, out, images } = await smallGallery(8);
  await expect(buildUsearch({ gallery: images })).rejects.toThrow('There is no gallery here');
  await index();
  const before = await readdir(out);
  const stop = new AbortController();
  const stopped = buildUsearch({
    gallery: out,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('enough')),
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(await readdir(out)).toEqual(before);
  await expect(buildUsearch({ gallery: 3 as never })).rejects.toThrow('gallery');
});
