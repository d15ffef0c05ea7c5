import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { numbers, writeTiff } from '../../../test/scene/write-tiff';
import { imageNames, type SmallGallery, smallGallery, writeImage } from '../../../test/small-gallery';
import { KINDS, NO_POSTGRES, type TestDatabase, testDatabase } from '../../../test/test-databases';
import { CAPTIONS, writeCheckpoint } from '../../../test/write-checkpoint';
import { parseFilter } from '../../filter/parse-filter';
import type { Gallery } from '../../gallery/gallery';
import { openGallery } from '../../gallery/open-gallery';
import { loadSearcher } from '../../query/load-searcher';
import { parseRegion } from '../../scene/parse-region';
import { indexInto } from '../build/index-images';
import type { IndexOptions } from '../build/index-options';
import { folderGallery } from '../store/folder-gallery';
import { mergeInto } from '../store/merge-galleries';
import { databaseGallery } from './postgres-gallery';
import { databaseTarget } from './postgres-target';

// PGlite takes seconds to start, on a busy machine ten.
vi.setConfig({ testTimeout: 180_000 });

const [text] = CAPTIONS as [string];

const sourceOf = ({ name, connect }: TestDatabase) => databaseGallery(name, connect);
const targetOf = ({ name, connectAlone }: TestDatabase) => databaseTarget(name, connectAlone);

/** Indexes the images of a small gallery into a database. */
const indexTo = (database: TestDatabase, small: SmallGallery, options: Partial<IndexOptions> = {}) =>
  small.with(options, (complete) => indexInto(targetOf(database), complete));

/** All that a gallery has of each item, by its id, without what depends on the order. */
async function contentOf(gallery: Gallery): Promise<Record<string, unknown>> {
  const vector = new Float32Array(gallery.origin.shortlist.width).fill(1);
  const near = await gallery.nearest({ vector, count: 1000 });
  const content: Record<string, unknown> = {};
  for (const { key, likeness } of near) {
    const [item] = await gallery.items([key]);
    const encodings = await gallery.encodings([key]);
    const thumbnail = Buffer.from(await gallery.thumbnail(key)).toString('hex');
    expect(await gallery.keyOf(item?.id as string)).toBe(key);
    content[item?.id as string] = { item, encodings, thumbnail, likeness: likeness.toFixed(5) };
  }
  return content;
}

async function contents(database: TestDatabase): Promise<Record<string, unknown>> {
  const gallery = await openGallery(sourceOf(database));
  try {
    const content = await contentOf(gallery);
    expect(Object.keys(content)).toHaveLength(gallery.size);
    return content;
  } finally {
    await gallery.close();
  }
}

async function folderContents(small: SmallGallery): Promise<Record<string, unknown>> {
  const gallery = await openGallery(folderGallery(small.out));
  try {
    return await contentOf(gallery);
  } finally {
    await gallery.close();
  }
}

describe.each(KINDS)('a gallery in $kind', ({ kind, isThere }) => {
  const test = (name: string, work: () => Promise<void>) =>
    it(name, async ({ skip }) => {
      if (!isThere) skip(NO_POSTGRES);
      await work();
    });

  test('has what the gallery in a folder has, and finds the same', async () => {
    const small = await smallGallery(12);
    const database = testDatabase(kind);
    const metadata = new Map(
      imageNames(12).map((name, at) => [name, { rare: at % 4 === 0, at, tags: ['a', `t${at}`] }]),
    );
    await small.index({ metadata });
    expect(await indexTo(database, small, { metadata })).toMatchObject({ items: 12, added: 12, written: true });
    expect(await indexTo(database, small, { metadata })).toMatchObject({ items: 12, added: 0, written: false });
    expect(await contents(database)).toEqual(await folderContents(small));

    const [ours, theirs] = [await loadSearcher(sourceOf(database)), await loadSearcher(folderGallery(small.out))];
    for (const query of [
      { text, fits: null },
      { text, fits: null, filter: parseFilter(['rare=true', 'at>0']) },
      { text, fits: null, filter: parseFilter(['tags=t3|t7']), pageSize: 1, page: 2 },
    ]) {
      const [page, expected] = [await ours.byText(query), await theirs.byText(query)];
      expect(page.results.map(({ item, score }) => [item.id, score.toFixed(5)])).toEqual(
        expected.results.map(({ item, score }) => [item.id, score.toFixed(5)]),
      );
      expect(page.matching).toBe(expected.matching);
    }
    const right = ['003.tif'];
    expect((await ours.byItems({ right })).results[0]?.item.id).toBe('003.tif');
    await ours.close();
    await theirs.close();
  });

  test('is brought up to date', async () => {
    const small = await smallGallery(6);
    const database = testDatabase(kind);
    await indexTo(database, small, { metadata: new Map([['000.tif', { a: 1 }]]) });
    await writeImage(join(small.images, '001.tif'), 'another');
    await writeImage(join(small.images, '900.tif'), 'new');
    await rm(join(small.images, '004.tif'));
    await writeFile(join(small.images, '005.tif'), 'no image');
    expect(await indexTo(database, small)).toMatchObject({ items: 5, added: 1, changed: 1, removed: 2 });
    await small.index({ metadata: new Map([['000.tif', { a: 1 }]]) });
    expect(await contents(database)).toEqual(await folderContents(small));
    // Metadata alone.
    const metadata = new Map([['002.tif', { b: 'B' }]]);
    expect(await indexTo(database, small, { metadata })).toMatchObject({ added: 0, written: true });
    await small.index({ metadata });
    expect(await contents(database)).toEqual(await folderContents(small));
    const gallery = await openGallery(sourceOf(database));
    expect(await gallery.count(parseFilter(['b=b']))).toBe(1);
    await gallery.close();
  });

  test('is resumed after an interruption, also where images changed since', async () => {
    const small = await smallGallery(14);
    const database = testDatabase(kind);
    const stop = new AbortController();
    const interrupted = indexTo(database, small, {
      signal: stop.signal,
      onProgress: ({ phase, done }) => phase === 'encode' && done >= 8 && stop.abort(new Error('enough')),
    });
    await expect(interrupted).rejects.toThrow('enough');
    await expect(openGallery(sourceOf(database))).rejects.toThrow('no gallery');
    await writeImage(join(small.images, '0000.tif'), 'earlier in the list');
    await writeImage(join(small.images, '002.tif'), 'changed');
    expect(await indexTo(database, small)).toMatchObject({ items: 15, resumed: 8 });
    await small.index();
    expect(await contents(database)).toEqual(await folderContents(small));
  });

  test('refuses another model, is rebuilt by it, and then says so to who has it open', async () => {
    const small = await smallGallery(5);
    const database = testDatabase(kind);
    await indexTo(database, small);
    const checkpoint = join(small.folder, 'other');
    await writeCheckpoint(checkpoint, { seed: 2 });
    await expect(indexTo(database, small, { checkpoint })).rejects.toThrow(/weights of the model .*--rebuild/);
    const open = await openGallery(sourceOf(database));
    await indexTo(database, small, { checkpoint, rebuild: true });
    await expect(open.count(null)).rejects.toThrow('made again in another way');
    await open.close();
    await small.index({ checkpoint });
    expect(await contents(database)).toEqual(await folderContents(small));
    const connection = await database.connectAlone();
    const count = () =>
      connection.transaction((sql) => sql(`SELECT count(*)::int4 AS rows FROM "${database.schema}".content`));
    expect(await count().finally(() => connection.close())).toEqual([{ rows: 5 }]);
  });

  test('is merged of shards in folders', async () => {
    const small = await smallGallery(9);
    const database = testDatabase(kind);
    await small.index();
    const shards = [1, 2].map((index) => `${small.out}-${index}`);
    for (const [at, out] of shards.entries()) await small.index({ out, shard: { index: at + 1, count: 2 } });
    expect(await mergeInto(targetOf(database), { galleries: shards })).toEqual({ items: 9, skipped: [] });
    expect(await contents(database)).toEqual(await folderContents(small));
    await expect(mergeInto(targetOf(database), { galleries: shards })).rejects.toThrow('already a gallery');
    // What was merged is brought up to date.
    expect(await indexTo(database, small)).toMatchObject({ items: 9, added: 0, removed: 0 });
  });

  test('filters windows of scenes by a region', async () => {
    const small = await smallGallery(0);
    const database = testDatabase(kind);
    await writeTiff(join(small.images, 'a.tif'), [
      {
        ...{ width: 80, height: 48, samples: 3, tile: [16, 16] },
        value: (x, y, sample) => 1 + ((3 * x + 5 * y + 40 * sample) % 250),
        fields: new Map([
          [33550, numbers('double', 0.01, 0.01, 0)],
          [33922, numbers('double', 0, 0, 0, 10, 50, 0)],
          [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)],
        ]),
      },
    ]);
    const windows = { size: 16, overlap: 0.5 };
    await small.index({ windows });
    await indexTo(database, small, { windows });
    const [ours, theirs] = [await openGallery(sourceOf(database)), await openGallery(folderGallery(small.out))];
    const square = (west: number, south: number, size: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west + size, south],
          [west + size, south + size],
          [west, south + size],
          [west, south],
        ],
      ],
    });
    const vector = new Float32Array(ours.origin.shortlist.width).fill(1);
    const places: readonly [number, number, number][] = [
      [10.1, 49.8, 0.2],
      [9, 49, 2],
      [10.31, 49.71, 0.01],
      [20, 20, 1],
    ];
    for (const [west, south, size] of places) {
      for (const share of [null, 0.5]) {
        const region = parseRegion(square(west, south, size), share);
        const idsOf = async (gallery: Gallery) => {
          const near = await gallery.nearest({ vector, count: 100, region });
          return (await gallery.items(near.map(({ key }) => key))).map(({ id }) => id).sort();
        };
        expect(await ours.count(null, region)).toBe(await theirs.count(null, region));
        expect(await idsOf(ours)).toEqual(await idsOf(theirs));
      }
    }
    await ours.close();
    await theirs.close();
  });
});
