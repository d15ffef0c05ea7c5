import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { folderContent, imageNames, smallGallery, writeImage } from '../../../test/small-gallery';
import { writeCheckpoint } from '../../../test/write-checkpoint';
import { openGallery } from '../../gallery/open-gallery';
import { folderGallery } from '../store/folder-gallery';

// Each test writes and opens several galleries: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const filesOf = async (out: string) => {
  const gallery = await openGallery(folderGallery(out));
  const items = await gallery.items(Array.from({ length: gallery.size }, (_, key) => key));
  await gallery.close();
  return items.map(({ file }) => file);
};

/** The encoding of each image by its name. */
async function encodingsOf(out: string): Promise<Map<string, string>> {
  const gallery = await openGallery(folderGallery(out));
  const keys = Array.from({ length: gallery.size }, (_, key) => key);
  const items = await gallery.items(keys);
  const found = new Map<string, string>();
  for (const [at, key] of keys.entries()) {
    found.set(items[at]?.file as string, [...((await gallery.encodings([key])).regions?.data ?? [])].join());
  }
  await gallery.close();
  return found;
}

describe('indexImages', () => {
  it('makes a gallery: items, encodings, vectors, thumbnails, the checkpoint', async () => {
    const { index, out, checkpoint } = await smallGallery(6);
    const metadata = new Map([['002.tif', { class: 'field' }]]);
    expect(await index({ metadata })).toMatchObject({ items: 6, added: 6, changed: 0, removed: 0, written: true });
    const gallery = await openGallery(folderGallery(out));
    expect(gallery.size).toBe(6);
    const [second] = await gallery.items([2]);
    expect(second).toMatchObject({ id: '002.tif', file: '002.tif', width: 8, height: 8, metadata: { class: 'field' } });
    expect(await gallery.keyOf('002.tif')).toBe(2);
    expect(await gallery.keyOf('other')).toBeNull();
    expect((await gallery.encodings([5, 0])).regions?.shape).toEqual([2, 4, 8]);
    expect([...(await gallery.thumbnail(3)).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(gallery.origin.model.name).toBe('sam-t2i');
    await gallery.close();
    const weights = await readFile(join(checkpoint, 'weights.safetensors'));
    expect(await readFile(join(out, gallery.origin.model.folder, 'weights.safetensors'))).toEqual(weights);
  });

  it('encodes what is new and changed, and removes what is gone', async () => {
    const { index, out, images } = await smallGallery(6);
    await index();
    const before = await encodingsOf(out);
    expect(await index()).toMatchObject({ items: 6, added: 0, changed: 0, removed: 0, written: false });
    // The same size in bytes, other pixels.
    const size = (await readFile(join(images, '001.tif'))).length;
    await writeImage(join(images, '001.tif'), 'another');
    expect((await readFile(join(images, '001.tif'))).length).toBe(size);
    await writeImage(join(images, '900.tif'), 'new');
    await rm(join(images, '004.tif'));
    expect(await index()).toMatchObject({ items: 6, added: 1, changed: 1, removed: 1, written: true });
    const after = await encodingsOf(out);
    expect([...after.keys()]).toEqual(['000.tif', '002.tif', '003.tif', '005.tif', '001.tif', '900.tif']);
    expect(after.get('000.tif')).toBe(before.get('000.tif'));
    expect(after.get('001.tif')).not.toBe(before.get('001.tif'));
    const gallery = await openGallery(folderGallery(out));
    expect(gallery.origin.model.name).toBe('sam-t2i');
    await gallery.close();
  });

  it('a removal alone keeps everything else', async () => {
    const { index, out, images } = await smallGallery(5);
    await index();
    await rm(join(images, '000.tif'));
    expect(await index()).toMatchObject({ items: 4, removed: 1 });
    const gallery = await openGallery(folderGallery(out));
    expect(gallery.origin.model.name).toBe('sam-t2i');
    const vector = new Float32Array(gallery.origin.shortlist.width).fill(1);
    expect((await gallery.nearest({ vector, count: 9 })).map(({ key }) => key).sort()).toEqual([0, 1, 2, 3]);
    await gallery.close();
    expect(await filesOf(out)).toEqual(imageNames(5).slice(1));
  });

  it('new metadata replace the old without encoding; without metadata they stay', async () => {
    const { index, out } = await smallGallery(3);
    await index({ metadata: new Map([['000.tif', { a: 1 }]]) });
    const segments = async () => Object.keys(await folderContent(out)).filter((path) => path.startsWith('segments/'));
    const before = await segments();
    expect(await index()).toMatchObject({ written: false });
    expect(
      await index({
        metadata: new Map([
          ['001.tif', { a: 2 }],
          ['other.tif', {}],
        ]),
      }),
    ).toMatchObject({
      written: true,
      unusedMetadata: ['other.tif'],
    });
    expect(await segments()).toEqual(before);
    const gallery = await openGallery(folderGallery(out));
    expect((await gallery.items([0, 1])).map(({ metadata }) => metadata)).toEqual([{}, { a: 2 }]);
    await gallery.close();
  });

  it('a broken image in the middle is named, and leaves encodings and metadata of the others in place', async () => {
    const { index, out, images } = await smallGallery(6);
    const metadata = new Map(imageNames(6).map((name) => [name, { name }]));
    await index({ metadata, out: `${out}-whole` });
    await writeFile(join(images, '002.tif'), 'no image');
    const report = await index({ metadata });
    expect(report).toMatchObject({
      items: 5,
      skipped: [{ file: '002.tif', reason: expect.stringContaining('decoded') }],
    });
    const gallery = await openGallery(folderGallery(out));
    for (const { file, metadata: found } of await gallery.items([0, 1, 2, 3, 4])) expect(found).toEqual({ name: file });
    await gallery.close();
    const [whole, partial] = [await encodingsOf(`${out}-whole`), await encodingsOf(out)];
    for (const [file, encoding] of partial) expect(encoding).toBe(whole.get(file));
    // It is not read again until it changes.
    expect(await index({ metadata })).toMatchObject({ written: false, skipped: [{ file: '002.tif' }] });
    await writeImage(join(images, '002.tif'), 2);
    expect(await index({ metadata })).toMatchObject({ items: 6, added: 1, skipped: [] });
  });

  it('stops at a broken image if asked to, and keeps what was finished', async () => {
    const { index, images } = await smallGallery(10);
    await writeFile(join(images, '009.tif'), 'no image');
    await expect(index({ onBroken: 'fail' })).rejects.toThrow('009.tif');
    expect(await index({ onBroken: 'skip' })).toMatchObject({ items: 9, resumed: 8 });
  });

  it('the bytes depend neither on workers nor on batches of the same size', { timeout: 60_000 }, async () => {
    const { index, out } = await smallGallery(10);
    await index();
    const other = `${out}-workers`;
    await index({ out: other, workers: 2, execArguments: ['--import', import.meta.resolve('tsx')] });
    expect(await folderContent(other)).toEqual(await folderContent(out));
  });

  it('refuses another model, says what differs, and rebuilds when asked to', async () => {
    const { index, out, folder } = await smallGallery(5);
    await index();
    const other = join(folder, 'other');
    await writeCheckpoint(other, { seed: 2 });
    await expect(index({ checkpoint: other })).rejects.toThrow(/weights of the model .*--rebuild/);
    await index({ checkpoint: other, rebuild: true });
    const fresh = `${out}-fresh`;
    await index({ checkpoint: other, out: fresh });
    expect(await encodingsOf(out)).toEqual(await encodingsOf(fresh));
    const models = Object.keys(await folderContent(out)).filter((path) => path.endsWith('weights.safetensors'));
    expect(models).toHaveLength(1);
    expect(Object.keys(await folderContent(out)).filter((path) => path.startsWith('segments/0001'))).toEqual([]);
  });

  it('refuses features of another kind than the checkpoint was trained on', async () => {
    const { index } = await smallGallery(2, { features: { preprocessing: 'none at all' } });
    await expect(index()).rejects.toThrow('preprocessing "none"');
  });

  it('refuses a folder that has none of its images', async () => {
    const { index, images, out } = await smallGallery(2);
    await index();
    const renamed = join(images, 'b.tif');
    await copyFile(join(images, '000.tif'), renamed);
    await expect(index({ images: [{ name: 'b.tif', file: renamed }] })).rejects.toThrow('None of the 2 images');
    expect(await filesOf(out)).toEqual(imageNames(2));
  });

  it('a model of vectors needs no vectors beside its encodings', async () => {
    const { index, out } = await smallGallery(3, { model: 'vse++' });
    await index();
    const gallery = await openGallery(folderGallery(out));
    expect(gallery.origin.shortlist).toEqual({ kind: 'vector', sha256: null, width: 8 });
    const { vector } = await gallery.encodings([1]);
    const [first] = await gallery.nearest({ vector: vector?.data as Float32Array, count: 1 });
    expect(first?.key).toBe(1);
    expect(first?.likeness).toBeCloseTo(1, 2);
    await gallery.close();
  });

  it('finds damage', async () => {
    const { index, out } = await smallGallery(3);
    await index();
    const path = join(out, 'segments', '0001', 'vectors.npy');
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    await writeFile(path, bytes);
    await expect(openGallery(folderGallery(out))).rejects.toThrow('segments/0001/vectors.npy is not the file');
  });
});
