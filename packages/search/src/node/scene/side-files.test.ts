import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openUntilEnd, temporaryFile } from '../../../test/scene/temporary-scene';
import { numbers, type PageToWrite, writeTiff } from '../../../test/scene/write-tiff';

const page: PageToWrite = { width: 100, height: 80, samples: 1, value: () => 1, rowsPerStrip: 80 };
const utm32 = [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632)] as const;

/** What a scene with such files beside it records, by the ending or the name of each. */
async function recordWith(beside: Readonly<Record<string, string>>, fields: PageToWrite['fields'] = new Map([utm32])) {
  const file = await temporaryFile();
  await writeTiff(file, [{ ...page, fields }]);
  const stem = file.slice(0, -'.tif'.length);
  for (const [ending, text] of Object.entries(beside)) await writeFile(stem + ending, text);
  return (await openUntilEnd(file)).record;
}

test('a world file places a scene: its numbers are about the centres of pixels', async () => {
  const record = await recordWith({ '.tfw': '10\n0\n0\n-10\n500005\n5999995\n' });
  expect(record.transform).toEqual([10, 0, 500_000, 0, -10, 6_000_000]);
  expect(record.crs?.code).toBe('EPSG:32632');
  expect(record.notes).toEqual(['Its transform is that of scene.tfw.']);
  const sheared = await recordWith({ '.wld': '8 2 1 -9 500000 6000000' });
  // x = 8 column + 1 row + c, and y = 2 column − 9 row + f.
  expect(sheared.transform).toEqual([8, 1, 500_000 - 4.5, 2, -9, 6_000_000 + 3.5]);
});

test('the transform of the file itself comes first, and points give way to a world file', async () => {
  const tags = new Map([
    utm32,
    [33550, numbers('double', 5, 5, 0)] as const,
    [33922, numbers('double', 0, 0, 0, 400_000, 5_000_000, 0)] as const,
  ]);
  const world = { '.tfw': '10 0 0 -10 500005 5999995' };
  expect(await recordWith(world, tags)).toMatchObject({ transform: [5, 0, 400_000, 0, -5, 5_000_000], notes: [] });
  const points = new Map([utm32, [33922, numbers('double', ...Array.from({ length: 18 }, (_, at) => at))] as const]);
  expect((await recordWith({}, points)).notes).toEqual([
    'It is placed by ground control points, which are not used: warp it first.',
  ]);
  expect((await recordWith(world, points)).transform).toEqual([10, 0, 500_000, 0, -10, 6_000_000]);
});

test.each(['10 0 0 -10 500005', '10 0 0 -10 500005 5999995 1', 'a b c d e f', ''])(
  'a world file with %j is not used, and named',
  async (text) => {
    const record = await recordWith({ '.tfw': text });
    expect(record).toMatchObject({ transform: null, notes: ['scene.tfw is not used: a world file has six numbers.'] });
  },
);

test('what GDAL keeps beside a scene and is not used is named', async () => {
  const place = '<PAMDataset><SRS>x</SRS><GeoTransform> 1, 2, 3, 4, 5, 6</GeoTransform></PAMDataset>';
  const record = await recordWith({ '.tif.aux.xml': place, '.tif.msk': '', '.tif.ovr': '' });
  expect(record.notes).toEqual([
    'scene.tif.aux.xml has a place and a CRS, which is not used: write it into the file, as by `gdal_translate`.',
    'The mask scene.tif.msk is not used: write it into the file, as by `gdal_translate`.',
    'The overviews scene.tif.ovr are not used: percentiles come from the scene.',
  ]);
  const statistics =
    '<PAMDataset><PAMRasterBand band="1"><Metadata><MDI key="STATISTICS_MEAN">7</MDI></Metadata></PAMRasterBand></PAMDataset>';
  expect((await recordWith({ '.tif.aux.xml': statistics })).notes).toEqual([]);
});
