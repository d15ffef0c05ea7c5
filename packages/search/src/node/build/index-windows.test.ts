import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { numbers, type PageToWrite, text, writeTiff } from '../../../test/scene/write-tiff';
import { folderContent, type SmallGallery, smallGallery } from '../../../test/small-gallery';
import { openGallery } from '../../gallery/open-gallery';
import { parseRegion } from '../../scene/parse-region';
import { windowGeometries } from '../../scene/window-geometry';
import { folderGallery } from '../store/folder-gallery';
import { mergeGalleries } from '../store/merge-galleries';
import type { IndexOptions, IndexReport } from './index-options';

vi.setConfig({ testTimeout: 60_000 });

const NODATA = 0;

/** 80 × 48 pixels from 10° east and 50° north, 0.01° each; without data from column 64. */
const page: PageToWrite = {
  ...{ width: 80, height: 48, samples: 3, tile: [16, 16] },
  value: (x, y, sample) => (x >= 64 ? NODATA : 1 + ((3 * x + 5 * y + 40 * sample) % 250)),
  fields: new Map([
    [33550, numbers('double', 0.01, 0.01, 0)],
    [33922, numbers('double', 0, 0, 0, 10, 50, 0)],
    [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)],
    [42113, text(String(NODATA))],
  ]),
};

interface SceneGallery extends SmallGallery {
  readonly file: string;
  indexWindows(options?: Partial<IndexOptions>): Promise<IndexReport>;
}

async function sceneGallery(given: Partial<PageToWrite> = {}): Promise<SceneGallery> {
  const small = await smallGallery(0);
  const file = join(small.images, 'a.tif');
  await writeTiff(file, [{ ...page, ...given }]);
  return {
    ...small,
    file,
    indexWindows: (options = {}) => small.index({ windows: { size: 16, overlap: 0.5 }, ...options }),
  };
}

test('windows become items, those without data are left out and counted, and where they are is known', async () => {
  const { indexWindows, out } = await sceneGallery();
  const done = await indexWindows();
  // 9 columns, of which those from 56 and 64 have a half and all without data, by 5 rows.
  expect(done).toMatchObject({ items: 40, added: 40, empty: 5, skipped: [], written: true });
  const gallery = await openGallery(folderGallery(out));
  const [scene] = gallery.scenes;
  expect(scene).toMatchObject({
    file: 'a.tif',
    width: 80,
    height: 48,
    bands: [1, 2, 3],
    stretch: 'none',
    nodata: 'the value 0',
  });
  expect(scene?.empty).toEqual([
    [8, 1],
    [17, 1],
    [26, 1],
    [35, 1],
    [44, 1],
  ]);
  const key = (await gallery.keyOf('a.tif#8,16,16,16')) as number;
  const [item] = await gallery.items([key]);
  expect(item).toMatchObject({ file: 'a.tif', window: { x: 8, y: 16, width: 16, height: 16 }, width: 16, height: 16 });
  if (scene === undefined || item?.window === undefined) throw new Error('no window');
  expect(windowGeometries(scene)(item.window).wgs84).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [10.08, 49.84],
        [10.08, 49.68],
        [10.24, 49.68],
        [10.24, 49.84],
        [10.08, 49.84],
      ],
    ],
  });
  await gallery.close();
  expect(await indexWindows()).toMatchObject({ items: 40, added: 0, empty: 5, written: false });
});

test.each([0, 0.5, 1])(
  'with a limit of %d windows with a larger share without data are left out',
  async (nodataLimit) => {
    const { indexWindows } = await sceneGallery();
    const { items } = await indexWindows({ windows: { size: 32, nodataLimit } });
    // Columns 0, 32 and 48, of which the last has a half without data; rows 0 and 16.
    expect(items).toBe(nodataLimit === 0 ? 4 : 6);
  },
);

test('a gallery has the same bytes, however often it was interrupted and by how many workers it was made', async () => {
  const { indexWindows, out, folder } = await sceneGallery();
  await indexWindows();
  const undisturbed = await folderContent(out);
  const again = join(folder, 'again');
  for (let stop = 1; ; stop++) {
    const controller = new AbortController();
    let steps = 0;
    const onProgress: IndexOptions['onProgress'] = ({ phase }) => {
      if (phase === 'encode' && ++steps > 3) controller.abort(new Error('stopped'));
    };
    const report = await indexWindows({ out: again, signal: controller.signal, onProgress }).catch(() => null);
    if (report !== null) break;
    expect(stop).toBeLessThan(20);
  }
  expect(await folderContent(again)).toEqual(undisturbed);
  const parallel = join(folder, 'parallel');
  await indexWindows({ out: parallel, workers: 2, execArguments: ['--import', import.meta.resolve('tsx')] });
  expect(await folderContent(parallel)).toEqual(undisturbed);
});

test('shards merge to the bytes of one run', async () => {
  const { indexWindows, out, folder } = await sceneGallery();
  await indexWindows();
  const galleries = [1, 2, 3].map((index) => join(folder, `shard-${index}`));
  for (const [at, shard] of galleries.entries()) await indexWindows({ out: shard, shard: { index: at + 1, count: 3 } });
  const merged = join(folder, 'merged');
  await mergeGalleries({ galleries, out: merged });
  expect(await folderContent(merged)).toEqual(await folderContent(out));
});

test('a scene that changed is made again, an added one is added, and one that is gone is removed', async () => {
  const { indexWindows, file, images } = await sceneGallery();
  await indexWindows();
  const other = {
    ...page,
    value: (x: number, y: number) => 1 + ((x * y) % 200),
    fields: new Map([[42113, text('0')]]),
  };
  await writeTiff(join(images, 'b.tif'), [other]);
  expect(await indexWindows()).toMatchObject({ items: 85, added: 45, changed: 0, empty: 5 });
  await writeTiff(file, [{ ...page, value: (x, y) => 1 + ((x + y) % 200) }]);
  expect(await indexWindows()).toMatchObject({ items: 90, added: 5, changed: 40, empty: 0 });
  const report = await indexWindows({ images: [{ name: 'b.tif', file: join(images, 'b.tif') }] });
  expect(report).toMatchObject({ items: 45, removed: 45 });
});

test('what an interrupted run has finished stays where a scene was added since', async () => {
  const { indexWindows, images } = await sceneGallery();
  const controller = new AbortController();
  const onProgress: IndexOptions['onProgress'] = ({ phase, done }) => {
    if (phase === 'encode' && done >= 16) controller.abort(new Error('stopped'));
  };
  await expect(indexWindows({ signal: controller.signal, onProgress })).rejects.toThrow('stopped');
  await writeTiff(join(images, 'b.tif'), [page]);
  const report = await indexWindows();
  expect(report).toMatchObject({ items: 80, empty: 10 });
  expect(report.resumed).toBeGreaterThanOrEqual(15);
  expect(await indexWindows()).toMatchObject({ items: 80, empty: 10, written: false });
});

test('a damaged tile leaves out the windows that need it, by name, and a file that is no scene is listed', async () => {
  const { indexWindows, file, images } = await sceneGallery();
  // The last tile of the first row that has data: its bytes end beyond the file.
  const offsets = Array.from({ length: 15 }, (_, at) => (at === 3 ? 1e7 : 8 + 768 * at));
  await writeTiff(file, [{ ...page, fields: new Map([...(page.fields ?? []), [324, numbers('long', ...offsets)]]) }]);
  await writeFile(join(images, 'c.txt'), 'no scene');
  const report = await indexWindows({ windows: { size: 16 } });
  expect(report).toMatchObject({ items: 11, empty: 3 });
  expect(report.skipped).toMatchObject([
    { file: 'c.txt', reason: expect.stringContaining('It is no TIFF.') },
    { file: 'a.tif', window: { x: 48, y: 0 }, reason: expect.stringContaining('It is damaged or cut off') },
  ]);
  expect(await indexWindows({ windows: { size: 16 } })).toMatchObject({ items: 11, written: false });
  await expect(indexWindows({ windows: { size: 16 }, onBroken: 'fail' })).rejects.toThrow('c.txt');
});

test('a file with the size of a continent is listed, not planned', async () => {
  const { indexWindows, file } = await sceneGallery();
  await writeTiff(file, [page]);
  const huge = new Map([
    ...(page.fields ?? []),
    [256, numbers('long', 4_000_000_000)] as const,
    [257, numbers('long', 4_000_000_000)] as const,
  ]);
  await writeTiff(file, [{ ...page, fields: huge }]);
  const { items, skipped } = await indexWindows();
  expect(items).toBe(0);
  expect(skipped[0]?.reason).toContain('Its 4000000000 × 4000000000 pixels are');
});

test('other windows, bands or percentiles are another gallery', async () => {
  const { indexWindows } = await sceneGallery();
  await indexWindows();
  for (const windows of [
    { size: 32 },
    { size: 16, overlap: 0.5, bands: [3, 2, 1] },
    { size: 16, overlap: 0.5, stretch: [2, 98] as const },
  ]) {
    await expect(indexWindows({ windows })).rejects.toThrow('windows of');
  }
  await expect(indexWindows({ windows: null })).rejects.toThrow('windows of');
});

test.each([
  [{ size: 8 }, 'size'],
  [{ size: 16, overlap: 1 }, 'overlap'],
  [{ size: 16, nodataLimit: 2 }, 'nodataLimit'],
  [{ size: 16, bands: [1, 2] }, 'bands'],
  [{ size: 16, stretch: [98, 2] as const }, 'stretch'],
])('%o is refused', async (windows, option) => {
  await expect((await sceneGallery()).indexWindows({ windows })).rejects.toThrow(option);
});

test('a region leaves the windows that meet it, or of which a share is in it', async () => {
  const { indexWindows, out } = await sceneGallery();
  await indexWindows({ windows: { size: 16 } });
  const gallery = await openGallery(folderGallery(out));
  // Pixels 8 … 40 of each row, 0 … 20 of each column.
  const [west, east, south, north] = [10.08, 10.4, 49.8, 50.5];
  const coordinates = [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
  const box = { type: 'Polygon', coordinates };
  const names = async (share: number | null) => {
    const region = parseRegion(box, share);
    const found = await gallery.nearest({
      vector: new Float32Array(gallery.origin.shortlist.width).fill(1),
      count: 99,
      region,
    });
    expect(await gallery.count(null, region)).toBe(found.length);
    const items = await gallery.items(found.map(({ key }) => key));
    return items.map(({ id }) => id.split('#')[1]).sort();
  };
  expect(await names(null)).toEqual([
    '0,0,16,16',
    '0,16,16,16',
    '16,0,16,16',
    '16,16,16,16',
    '32,0,16,16',
    '32,16,16,16',
  ]);
  expect(await names(0.5)).toEqual(['0,0,16,16', '16,0,16,16', '32,0,16,16']);
  expect(await names(1)).toEqual(['16,0,16,16']);
  await gallery.close();
});
