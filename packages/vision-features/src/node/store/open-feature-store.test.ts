import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { describe, expect, it } from 'vitest';
import { smallRecipe, temporaryFolder, valueAt, writeSmallStore } from '../../../test/small-store';
import { openFeatureWriter } from './feature-writer';
import { openFeatureStore } from './open-feature-store';

const NAMES = ['a.tif', 'folder/b.png', 'c.jpg'];

const row = (image: number, view: number) => Array.from({ length: 12 }, (_, index) => valueAt(image, view, index));

describe('openFeatureStore', () => {
  it.each(['float16', 'float32'] as const)('reads the images asked for, in that order, of %s', async (dtype) => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES, { dtype });
    const store = await openFeatureStore(folder);
    expect(store).toMatchObject({ regions: 4, depth: 3, views: ['identity', 'flip'], images: NAMES });
    expect(store.has('c.jpg')).toBe(true);
    expect(store.has('d.jpg')).toBe(false);
    const requests = [
      { image: 'c.jpg' },
      { image: 'a.tif', view: 'flip' },
      { image: 'c.jpg', view: 'identity' },
    ] as const;
    expect([...(await store.read(requests))]).toEqual([...row(2, 0), ...row(0, 1), ...row(2, 0)]);
    expect(await store.read([])).toHaveLength(0);
    await store.close();
  });

  it.each(['float16', 'float32'] as const)('reads into memory of the caller, %s', async (dtype) => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES, { dtype });
    const store = await openFeatureStore(folder);
    const memory = new Float32Array(40).fill(7);
    const into = memory.subarray(8, 32);
    expect(await store.read([{ image: 'c.jpg' }, { image: 'a.tif' }], into)).toBe(into);
    expect([...memory]).toEqual([...Array(8).fill(7), ...row(2, 0), ...row(0, 0), ...Array(8).fill(7)]);
    await expect(store.read([{ image: 'c.jpg' }], into)).rejects.toThrow('into has the shape [24]');
    await store.close();
  });

  it('reads more requests than run at once', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    const store = await openFeatureStore(folder);
    const requests = Array.from({ length: 150 }, (_, index) => ({ image: NAMES[index % 3] as string }));
    const read = await store.read(requests);
    expect([...read]).toEqual(requests.flatMap((_, index) => row(index % 3, 0)));
    await store.close();
  });

  it('names the image or the view that it lacks, and what to do', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    const store = await openFeatureStore(folder);
    await expect(store.read([{ image: 'd.jpg' }])).rejects.toThrow(
      'd.jpg is not in this feature store (small, 3 images). Extract the features',
    );
    await expect(store.read([{ image: 'd.jpg' }])).rejects.toThrow(
      'request the image by its key: image.file of the data set, such as "a.tif".',
    );
    await expect(store.read([{ image: 'a.tif', view: 'rotate90' }])).rejects.toThrow('extract with `--views all`');
    await store.close();
  });

  it('refuses an unknown option and an unknown field of the recipe', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    await expect(openFeatureStore(folder, { expected: {} } as object)).rejects.toThrow(InvalidOptionError);
    await expect(openFeatureStore(folder, { expect: { backbones: 'fake' } as object })).rejects.toThrow(
      'The option backbones is "fake"; it must be left out',
    );
  });

  it('says which field of a mismatched store differs', async () => {
    const folder = await temporaryFolder();
    const recipe = await writeSmallStore(folder, NAMES);
    const expected = { backbone: 'resnet-50', datasetHash: recipe.dataset.hash, grid: [2, 2] as [number, number] };
    await expect(openFeatureStore(folder, { expect: expected })).rejects.toMatchObject({
      name: 'StoreMismatchError',
      message: expect.stringContaining('backbone is "fake", not "resnet-50". Name another store'),
      differences: [{ field: 'backbone', stored: 'fake', wanted: 'resnet-50' }],
    });
  });

  it('refuses an unfinished store, an empty folder and a damaged file', async () => {
    const folder = await temporaryFolder();
    const unfinished = join(folder, 'unfinished');
    await (await openFeatureWriter(unfinished, smallRecipe(NAMES), null)).close();
    await expect(openFeatureStore(unfinished)).rejects.toThrow('not finished. Rerun the same extraction');
    await mkdir(join(folder, 'empty'));
    await expect(openFeatureStore(join(folder, 'empty'))).rejects.toThrow('There is no feature store here.');

    await writeSmallStore(folder, NAMES);
    await appendFile(join(folder, 'features.npy'), 'x');
    await expect(openFeatureStore(folder)).rejects.toThrow('features.npy has 273 bytes; its manifest requires 272');
  });

  it('refuses an array of another type under the same length, and a manifest that was edited', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    const path = join(folder, 'features.npy');
    const bytes = await readFile(path);
    await writeFile(path, Buffer.from(bytes.toString('latin1').replace('<f2', '<f4'), 'latin1'));
    await expect(openFeatureStore(folder)).rejects.toThrow('The header of features.npy is float32 of shape (6, 4, 3)');
    const manifest = join(folder, 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"float16"', '"float64"'));
    await expect(openFeatureStore(folder)).rejects.toThrow('manifest.json has a wrong field dtype');
  });
});
