import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unsealJson } from '@rs-sam/foundation/files';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { numbers, text as textField, writeTiff } from '../../../../search/test/scene/write-tiff';
import { CAPTIONS, SIFT, writeCheckpoint, writeHead } from '../../../../search/test/write-checkpoint';
import { runInProcess } from '../../../test/run-in-process';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
const [text] = CAPTIONS as [string];

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-scenes-'));
  await mkdir(join(folder, 'scenes'));
  await writeCheckpoint(join(folder, 'checkpoint'), { features: SIFT });
  await writeHead(join(folder, 'checkpoint'));
  // 160 × 96 pixels in UTM, 10 m each, from 500,000 m east; without data from column 128; bands are blue, green, red and another one.
  await writeTiff(join(folder, 'scenes', 'a.tif'), [
    {
      ...{ width: 160, height: 96, samples: 5, type: 'uint16', tile: [64, 64] },
      value: (x, y, sample) => (x >= 128 ? 0 : 1000 + ((13 * x * (sample + 1) + 7 * y * y) % 3000)),
      fields: new Map([
        [262, numbers('short', 1)],
        [33550, numbers('double', 10, 10, 0)],
        [33922, numbers('double', 0, 0, 0, 500_000, 5_761_038, 0)],
        [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632)],
        [42113, textField('0')],
      ]),
    },
  ]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const index = (...words: string[]) =>
  runInProcess([
    'index',
    path('scenes'),
    '--checkpoint',
    path('checkpoint'),
    '--out',
    path('gallery'),
    '--engine',
    'wasm',
    ...words,
  ]);
const search = (...words: string[]) =>
  runInProcess(['search', ...words, '--gallery', path('gallery'), '--engine', 'wasm']);
const json = (output: string) => JSON.parse(output.trimEnd());
const windows = ['--window', '32', '--overlap', '0.5', '--bands', '3,2,1'];

describe('index and search of scenes', () => {
  it('needs the bands where they are not obvious', async () => {
    const { code, stderr } = await index('--window', '32');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Name them, as by --bands 3,2,1.') });
  });

  it('makes items of windows, and says what was left out', async () => {
    const made = await index(...windows);
    // 9 columns, of which the last has no data, by 5 rows.
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('40 windows (40 new), in ') });
    expect(made.stderr).toContain('Left out, because they have too few data: 5 windows.');
    expect((await index(...windows)).stdout).toContain('40 windows (up to date)');
    const manifest = json(unsealJson(await readFile(join(path('gallery'), 'manifest.json'), 'utf8')).json);
    expect(manifest.scenes[0]).toMatchObject({
      ...{ file: 'a.tif', bands: [3, 2, 1], nodata: 'the value 0', crs: { code: 'EPSG:32632' } },
      stretch: 'percentiles 2 and 98, estimated from a sample of the whole scene',
    });
  });

  it('folds windows that overlap, and writes GeoJSON', async () => {
    const found = await search(text, '--all', '--top', '3', '--geojson', path('found.geojson'), '--json');
    const { results } = { results: json(found.stdout).found };
    expect(results[0]).toMatchObject({
      file: 'a.tif',
      window: { width: 32, height: 32 },
      geometry: { type: 'Polygon' },
    });
    expect(results[0].overlapping).toBeGreaterThanOrEqual(3);
    const written = json(await readFile(path('found.geojson'), 'utf8'));
    expect(written.features).toHaveLength(results.length);
    const { x, y } = results[0].window;
    expect(written.features[0].properties).toMatchObject({ crs: 'EPSG:32632', window: [x, y, 32, 32] });
    expect(written.features[0].properties.corners[0]).toEqual([500_000 + 10 * x, 5_761_038 - 10 * y]);
    const [lon, lat] = written.features[0].geometry.coordinates[0][0];
    // A degree of longitude is 68.7 km here.
    expect(lon).toBeCloseTo(9 + (10 * x) / 68_678, 4);
    expect(lat).toBeCloseTo(52 - (10 * y) / 111_267, 4);
    const lines = await search(text, '--all', '--top', '3');
    expect(lines.stdout).toMatch(/ a\.tif#\d+,\d+,32,32 {2}with \d+ windows that overlap/);
  });

  it('searches in a region', async () => {
    const [west, east, south, north] = [9, 9 + 400 / 68_678, 51.99, 52.01];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    await writeFile(path('region.geojson'), JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
    const region = ['--region', path('region.geojson'), '--all', '--json'];
    // Columns 0 … 40: windows from 0, 16 and 32 meet them, and those from 0 have all and those from 16 three quarters in them.
    expect(json((await search(text, ...region)).stdout).matching).toBe(15);
    expect(json((await search(text, ...region, '--region-share', '0.7')).stdout).matching).toBe(10);
    expect(json((await search(text, ...region, '--region-share', '1')).stdout).matching).toBe(5);
    await writeFile(
      path('far.geojson'),
      JSON.stringify({ type: 'Polygon', coordinates: [ring.map(([x = 0, y]) => [x + 20, y])] }),
    );
    expect(await search(text, '--region', path('far.geojson'))).toMatchObject({
      stdout: 'Nothing is in the region.\n',
    });
  });

  it('writes a page whose images are the windows', async () => {
    await search(text, '--all', '--html', path('page.html'));
    expect(await readFile(path('page.html'), 'utf8')).toMatch(
      /a\.tif#\d+,\d+,32,32[\s\S]* · with \d+ windows that overlap/,
    );
  });

  it.each([
    [
      ['index', '@scenes', '--overlap', '0.5', '--out', '@x', '--checkpoint', '@checkpoint'],
      '--overlap has no effect without --window',
    ],
    [
      ['index', '@scenes', '--nodata-limit', '0.5', '--out', '@x', '--checkpoint', '@checkpoint'],
      '--nodata-limit has no effect without',
    ],
    [
      ['index', '@scenes', '--window', '32', '--max-pixels', '9', '--out', '@x', '--checkpoint', '@checkpoint'],
      '--max-pixels has no effect with',
    ],
    [['index', '@scenes', '--window', '32', '--bands', '1,2'], 'Give three bands'],
    [['index', '@scenes', '--window', '32', '--overlap', '1'], 'Give a number from 0 to 0.9'],
    [
      ['search', 'a field', '--gallery', '@gallery', '--region-share', '0.5'],
      '--region-share has no effect without --region',
    ],
    [['search', 'a field', '--gallery', '@gallery', '--region', '@none.json'], 'The file of --region does not exist'],
    [['search', 'a field', '--gallery', '@gallery', '--region', '@checkpoint/manifest.json'], 'A region is GeoJSON'],
    [
      ['search', 'a field', '--geojson', '@x', '--checkpoint', '@checkpoint'],
      '--geojson has no effect without --gallery',
    ],
  ])('%o is wrong use', async (words, message) => {
    const { code, stderr } = await runInProcess(words.map((word) => word.replace(/^@/, `${folder}/`)));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });
});
