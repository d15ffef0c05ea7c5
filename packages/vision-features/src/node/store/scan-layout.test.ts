import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, valueAt, writeSmallStore } from '../../../test/small-store';
import { exportScanFeatures } from './export-scan-features';
import { parseFeatureHeader } from './feature-type';
import { importScanFeatures } from './import-scan-features';
import { openFeatureStore } from './open-feature-store';

const NAMES = ['a.tif', 'b.tif', 'c.tif'];
const five = (word: string) => [1, 2, 3, 4, 5].map((at) => `${word}  ${at}\n`);
const row = (image: number) => Array.from({ length: 12 }, (_, index) => valueAt(image, 0, index));

async function setUp() {
  const folder = await temporaryFolder();
  await writeSmallStore(join(folder, 'store'), NAMES);
  return { folder, store: await openFeatureStore(join(folder, 'store')), out: join(folder, 'scan') };
}

async function readArray(path: string) {
  const bytes = await readFile(path);
  const header = parseFeatureHeader(bytes);
  const numbers = bytes.buffer.slice(bytes.byteOffset + (header?.dataStart ?? 0), bytes.byteOffset + bytes.length);
  return { shape: header?.shape, values: [...new Float32Array(numbers as ArrayBuffer)] };
}

describe("SCAN's layout", () => {
  it('has a row an image and five lines for it', async () => {
    const { store, out } = await setUp();
    const train = [
      { image: 'c.tif', captions: five('sea') },
      { image: 'a.tif', captions: five('road') },
    ];
    const files = await exportScanFeatures({ store, out, parts: { train } });
    expect(files).toEqual([join(out, 'train_ims.npy'), join(out, 'train_caps.txt')]);
    expect(await readArray(join(out, 'train_ims.npy'))).toEqual({ shape: [2, 4, 3], values: [...row(2), ...row(0)] });
    const lines = (await readFile(join(out, 'train_caps.txt'), 'utf8')).split('\n');
    expect(lines).toEqual(
      [1, 2, 3, 4, 5]
        .map((at) => `sea ${at}`)
        .concat(
          [1, 2, 3, 4, 5].map((at) => `road ${at}`),
          '',
        ),
    );
    await store.close();
  });

  it('an import refuses a file that was altered since the export', async () => {
    const { folder, store, out } = await setUp();
    await exportScanFeatures({ store, out, parts: { train: [{ image: 'a.tif', captions: five('sea') }] } });
    await store.close();
    const given = { folder: out, images: ['train_ims.npy#0'], out: join(folder, 'imported'), name: 'scan' };
    for (const name of ['train_ims.npy', 'checksums.json']) {
      const bytes = await readFile(join(out, name));
      const last = bytes.length - 40;
      await writeFile(join(out, name), bytes.with(last, (bytes[last] as number) ^ 1));
      await expect(importScanFeatures(given)).rejects.toThrow(name);
      await writeFile(join(out, name), bytes);
    }
    await importScanFeatures(given);
  });

  it('repeats rows where images have other numbers of sentences', async () => {
    const { store, out } = await setUp();
    const test = [
      { image: 'a.tif', captions: ['one', 'two'] },
      { image: 'b.tif', captions: ['three'] },
    ];
    await exportScanFeatures({ store, out, parts: { test } });
    const { shape, values } = await readArray(join(out, 'test_ims.npy'));
    expect(shape).toEqual([3, 4, 3]);
    expect(values).toEqual([...row(0), ...row(0), ...row(1)]);
    await expect(exportScanFeatures({ store, out, parts: { dev: [] } })).rejects.toThrow('dev has no captions');
    await store.close();
  });

  it('comes back as a store with the same numbers', async () => {
    const { folder, store, out } = await setUp();
    const train = NAMES.map((image) => ({ image, captions: five('x') }));
    await exportScanFeatures({ store, out, parts: { train } });
    await store.close();
    const images = ['train_ims.npy#2', 'train_ims.npy#0'];
    const manifest = await importScanFeatures({ folder: out, images, out: join(folder, 'back'), name: 'peers' });
    expect(manifest).toMatchObject({ backbone: 'imported', dtype: 'float32', grid: null, regions: 4, depth: 3 });
    const back = await openFeatureStore(join(folder, 'back'));
    expect([...(await back.read(images.map((image) => ({ image }))))]).toEqual([...row(2), ...row(0)]);
    await back.close();
  });

  it('names what cannot be imported', async () => {
    const { folder, store, out } = await setUp();
    const train = [{ image: 'a.tif', captions: five('x') }];
    await exportScanFeatures({ store, out, parts: { train } });
    await store.close();
    const take = (...images: string[]) =>
      importScanFeatures({ folder: out, images, out: join(folder, 'back'), name: 'x' });
    await expect(take('train_ims.npy#1')).rejects.toThrow('train_ims.npy has 1 rows and no row 1.');
    await expect(take('train_ims.npy')).rejects.toThrow('is not a row of features. Name rows as train_ims.npy#0.');
    await expect(take('dev_ims.npy#0')).rejects.toThrow('dev_ims.npy does not exist');
    await expect(take()).rejects.toThrow('No rows were named.');
    await writeFile(join(out, 'text.npy'), 'no array');
    await expect(take('text.npy#0')).rejects.toThrow('text.npy is not of a supported type. Write it with numpy.save');
    await truncate(join(out, 'train_ims.npy'), 150);
    await expect(take('train_ims.npy#0')).rejects.toThrow('train_ims.npy is of shape (1, 4, 3) with 150 bytes');
  });
});
