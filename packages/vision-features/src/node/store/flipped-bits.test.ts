import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallRecipe, temporaryFolder, writeSmallStore } from '../../../test/small-store';
import { openFeatureWriter } from './feature-writer';
import { openFeatureStore } from './open-feature-store';

const NAMES = ['a.tif', 'b.tif', 'c.tif'];

async function flip(path: string, bit: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
  await writeFile(path, bytes);
}

/** Reads every view of an image, one by one. */
async function readImage(folder: string, image: string): Promise<void> {
  const store = await openFeatureStore(folder);
  try {
    for (const view of store.views) await store.read([{ image, view }]);
  } finally {
    await store.close();
  }
}

describe('one flipped bit', () => {
  it('in any byte of a row is refused with the name of the image, and the other images are read', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    const features = join(folder, 'features.npy');
    const { length } = await readFile(features);
    const perImage = (length - 128) / NAMES.length;
    for (let byte = 128; byte < length; byte++) {
      const bit = 8 * byte + (byte % 8);
      await flip(features, bit);
      const damaged = NAMES[Math.floor((byte - 128) / perImage)] as string;
      for (const name of NAMES) {
        if (name !== damaged) await readImage(folder, name);
        else {
          await expect(readImage(folder, name)).rejects.toMatchObject({
            name: 'FeatureStoreError',
            message: expect.stringContaining(`The features of ${damaged} in features.npy do not match their hash`),
          });
        }
      }
      await flip(features, bit);
    }
  });

  it('that happens while the store is open is seen at the next read', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    const store = await openFeatureStore(folder);
    const request = [{ image: 'b.tif', view: store.views[0] ?? 'identity' }] as const;
    await store.read(request);
    const { length } = await readFile(join(folder, 'features.npy'));
    await flip(join(folder, 'features.npy'), 8 * (128 + (length - 128) / 3));
    await expect(store.read(request)).rejects.toThrow('The features of b.tif in features.npy do not match their hash');
    await store.close();
  });

  it('in any byte of the header or the manifest is refused with the name of the file', async () => {
    const folder = await temporaryFolder();
    await writeSmallStore(folder, NAMES);
    for (const [name, end] of [
      ['features.npy', 128],
      ['manifest.json', Number.POSITIVE_INFINITY],
    ] as const) {
      const path = join(folder, name);
      const bytes = await readFile(path);
      for (let byte = 0; byte < Math.min(end, bytes.length); byte++) {
        await flip(path, 8 * byte + (byte % 8));
        await expect(openFeatureStore(folder)).rejects.toMatchObject({
          name: 'FeatureStoreError',
          message: expect.stringContaining(name),
        });
        await writeFile(path, bytes);
      }
    }
    await readImage(folder, 'a.tif');
  });

  it('in an unfinished store costs the steps from there on, or is refused by name', async () => {
    const recipe = smallRecipe(NAMES);
    const width = recipe.views.length * recipe.regions * recipe.depth;
    const rowsOf = (index: number) =>
      new Uint8Array(Uint16Array.from({ length: width }, (_, at) => 97 * index + at).buffer);
    const start = async (): Promise<string> => {
      const folder = await temporaryFolder();
      const writer = await openFeatureWriter(folder, recipe, null);
      for (const [index, name] of NAMES.entries()) {
        await writer.append({ images: [{ name, source: null }], broken: [], rows: rowsOf(index) });
      }
      await writer.close();
      return folder;
    };
    const kept = async (folder: string): Promise<number> => {
      const writer = await openFeatureWriter(folder, recipe, null);
      const { length } = writer.done;
      for (const [index, name] of NAMES.slice(length).entries()) {
        await writer.append({ images: [{ name, source: null }], broken: [], rows: rowsOf(length + index) });
      }
      await writer.finish();
      return length;
    };
    const whole = await start();
    expect(await kept(whole)).toBe(3);
    const finished = await readFile(join(whole, 'manifest.json'), 'utf8');

    const folder = await start();
    const line = (await readFile(join(folder, 'journal.jsonl'))).indexOf(10) + 1;
    // In the hash of the second step's rows, in its name, in its checksum, and in a row of the first step.
    for (const [file, byte, steps] of [
      ['journal.jsonl', line + 60, 1],
      ['journal.jsonl', line + 24, 1],
      ['journal.jsonl', 2 * line - 10, 1],
      ['features.npy', 130, 0],
    ] as const) {
      const damaged = await start();
      await flip(join(damaged, file), 8 * byte);
      expect([file, byte, await kept(damaged)]).toEqual([file, byte, steps]);
      expect(await readFile(join(damaged, 'manifest.json'), 'utf8')).toBe(finished);
    }
    await flip(join(folder, 'partial.json'), 8 * 100);
    await expect(kept(folder)).rejects.toMatchObject({
      name: 'FeatureStoreError',
      message: expect.stringContaining('partial.json'),
    });
  });
});

it('a manifest without a checksum, as earlier versions wrote it, is read', async () => {
  const folder = await temporaryFolder();
  await writeSmallStore(folder, NAMES);
  const path = join(folder, 'manifest.json');
  const { checksum: _, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, `${JSON.stringify(manifest, null, 1)}\n`);
  await readImage(folder, 'c.tif');
});

describe('names in a store are data', () => {
  it.each(['../../outside', '/tmp/outside', 'a/b', 'C:outside', '..', 'a\0b', 'a\nb', ''])(
    'refuses dataset.name %j, written and read',
    async (name) => {
      const folder = await temporaryFolder();
      await writeSmallStore(folder, NAMES);
      const path = join(folder, 'manifest.json');
      const { checksum: _, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
      await writeFile(path, JSON.stringify({ ...manifest, dataset: { ...manifest.dataset, name } }));
      await expect(openFeatureStore(folder)).rejects.toMatchObject({
        name: 'FeatureStoreError',
        message: expect.stringContaining('manifest.json has a wrong field dataset.name'),
      });
      const recipe = { ...smallRecipe(NAMES), dataset: { ...smallRecipe(NAMES).dataset, name } };
      await expect(openFeatureWriter(join(folder, 'new'), recipe, null)).rejects.toThrow('The name of the data set');
    },
  );

  it('does not take over a journal or features that it did not write', async () => {
    for (const file of ['journal.jsonl', 'features.npy']) {
      const folder = await temporaryFolder();
      await writeFile(join(folder, file), 'mine');
      await expect(openFeatureWriter(folder, smallRecipe(NAMES), null)).rejects.toThrow(`There is a ${file}`);
      expect(await readFile(join(folder, file), 'utf8')).toBe('mine');
    }
  });
});
