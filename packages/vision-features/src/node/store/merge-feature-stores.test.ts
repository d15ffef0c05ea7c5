import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeExtractor } from '../../../test/fake-extractor';
import { folderContent } from '../../../test/folder-content';
import { smallImages } from '../../../test/small-images';
import { temporaryFolder } from '../../../test/small-store';
import { extractFeatures } from '../extract/extract-features';
import { mergeFeatureStores } from './merge-feature-stores';
import { verifyFeatureStore } from './verify-feature-store';

async function setUp(images: number, count: number) {
  const folder = await temporaryFolder();
  const dataset = await smallImages(join(folder, 'images'), images);
  const extract = (out: string, index?: number) =>
    extractFeatures({
      dataset,
      out,
      extractor: () => createFakeExtractor(),
      views: ['identity', 'rotate90'],
      batchSize: 4,
      onBroken: 'skip',
      shard: index === undefined ? null : { index, count },
    });
  const shards = Array.from({ length: count }, (_, at) => join(folder, `shard ${at + 1}`));
  return { folder, dataset, extract, shards, out: join(folder, 'merged') };
}

describe('mergeFeatureStores', () => {
  it.each([
    [9, 2],
    [9, 3],
    [3, 5],
  ])('%i images in %i shards, merged, are one run byte for byte', async (images, count) => {
    const { folder, dataset, extract, shards, out } = await setUp(images, count);
    await writeFile(dataset.images[1]?.file ?? '', 'broken');
    for (const [at, shard] of shards.entries()) await extract(shard, at + 1);
    const whole = join(folder, 'whole');
    await extract(whole);
    await mergeFeatureStores({ shards: shards.toReversed(), out });
    expect(await folderContent(out)).toEqual(await folderContent(whole));
    expect((await verifyFeatureStore(out)).images).toHaveLength(images - 1);
  });

  it('refuses a shard that is missing, named twice, of another kind, or no shard', async () => {
    const { folder, extract, shards, out } = await setUp(6, 2);
    const [one = '', two = ''] = shards;
    await extract(one, 1);
    await expect(mergeFeatureStores({ shards: [one], out })).rejects.toThrow('Of 2 shards these are missing: 2.');
    await expect(mergeFeatureStores({ shards: [one, one], out })).rejects.toThrow(`Shard 1 of 2 is also in ${one}.`);
    await extract(two, 2);
    // As a store of an earlier version, without a checksum.
    const { checksum: _, ...manifest } = JSON.parse(await readFile(join(two, 'manifest.json'), 'utf8'));
    await writeFile(join(two, 'manifest.json'), JSON.stringify({ ...manifest, backbone: 'other' }));
    await expect(mergeFeatureStores({ shards, out })).rejects.toThrow(
      /backbone is "other", not "fake". It cannot be merged with/,
    );
    const whole = join(folder, 'whole');
    await extract(whole);
    await expect(mergeFeatureStores({ shards: [whole], out })).rejects.toThrow('a whole store, not a shard');
    await expect(mergeFeatureStores({ shards: [], out })).rejects.toThrow('No shard was named.');
  });

  it('sees a row that is damaged, and leaves nothing behind', async () => {
    const { extract, shards, out } = await setUp(6, 2);
    for (const [at, shard] of shards.entries()) await extract(shard, at + 1);
    const file = join(shards[1] ?? '', 'features.npy');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = 0x7b;
    await writeFile(file, bytes);
    await expect(verifyFeatureStore(shards[1] ?? '')).rejects.toThrow(
      'The features of 005.png in features.npy do not match their hash',
    );
    await expect(mergeFeatureStores({ shards, out })).rejects.toThrow(
      'The features of 005.png in features.npy do not match their hash',
    );
    expect(await folderContent(out)).toEqual({});
  });

  it('does not merge into a store', async () => {
    const { extract, shards, out } = await setUp(4, 1);
    await extract(shards[0] ?? '', 1);
    await mergeFeatureStores({ shards, out });
    await expect(mergeFeatureStores({ shards, out })).rejects.toThrow('There is already a feature store here.');
  });
});
