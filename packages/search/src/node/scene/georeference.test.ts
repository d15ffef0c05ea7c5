import { describe, expect, test } from 'vitest';
import { openWritten } from '../../../test/scene/temporary-scene';
import { type FieldValue, numbers, type PageToWrite } from '../../../test/scene/write-tiff';
import { windowGeometries } from '../../scene/window-geometry';

const page: PageToWrite = { width: 100, height: 80, samples: 1, value: () => 1, rowsPerStrip: 80 };
const window = { x: 10, y: 20, width: 30, height: 40 };

type Tags = readonly (readonly [number, FieldValue])[];
const utm32 = geoKeys({ 1024: 1, 1025: 1, 3072: 32632 });

/** The directory of keys; doubles are for numbers with a fraction or above 65,535. */
function geoKeys(keys: Readonly<Record<number, number>>): Tags {
  const doubles: number[] = [];
  const entries = Object.entries(keys).flatMap(([key, value]) => {
    const short = Number.isInteger(value) && value >= 0 && value < 65_536;
    if (!short) doubles.push(value);
    return short ? [Number(key), 0, 1, value] : [Number(key), 34736, 1, doubles.length - 1];
  });
  const count = entries.length / 4;
  return [
    [34735, numbers('short', 1, 1, 0, count, ...entries)],
    ...(doubles.length > 0 ? [[34736, numbers('double', ...doubles)] as const] : []),
  ];
}

const scaled = (scaleX: number, scaleY: number, ...tiepoint: number[]): Tags => [
  [33550, numbers('double', scaleX, scaleY, 0)],
  [33922, numbers('double', ...tiepoint)],
];
const matrix = (...values: number[]): Tags => [[34264, numbers('double', ...values)]];

async function placed(...tags: Tags[]) {
  const { record } = await openWritten({ ...page, fields: new Map(tags.flat()) });
  const scene = { ...record, sha256: '', empty: [] };
  return { record, ...windowGeometries(scene)(window) };
}

const ring = (...points: readonly (readonly [number, number])[]) => [...points, points[0]];

describe('transforms', () => {
  const corners = ring([500_100, 5_999_800], [500_100, 5_999_400], [500_400, 5_999_400], [500_400, 5_999_800]);

  test('a scale and a tiepoint at the corner', async () => {
    expect((await placed(scaled(10, 10, 0, 0, 0, 500_000, 6_000_000, 0), utm32)).corners).toEqual(corners);
  });

  test('a tiepoint in the middle of the scene', async () => {
    expect((await placed(scaled(10, 10, 50, 40, 0, 500_500, 5_999_600, 0), utm32)).corners).toEqual(corners);
  });

  test('PixelIsPoint is half a pixel from PixelIsArea', async () => {
    const point = geoKeys({ 1024: 1, 1025: 2, 3072: 32632 });
    const found = await placed(scaled(10, 10, 0, 0, 0, 500_005, 5_999_995, 0), point);
    expect(found.corners).toEqual(corners);
    const turned = await placed(matrix(0, 10, 0, 500_005, 10, 0, 0, 5_999_995, 0, 0, 0, 0, 0, 0, 0, 1), point);
    expect(turned.record.transform).toEqual([0, 10, 500_000, 10, 0, 5_999_990]);
  });

  test('south-up', async () => {
    const found = await placed(matrix(10, 0, 0, 500_000, 0, 10, 0, 5_000_000, 0, 0, 0, 0, 0, 0, 0, 1), utm32);
    expect(found.corners).toEqual(
      ring([500_100, 5_000_200], [500_100, 5_000_600], [500_400, 5_000_600], [500_400, 5_000_200]),
    );
    expect(areaOf(found.wgs84)).toBeGreaterThan(0);
  });

  test('a negative scale is south-up too', async () => {
    const found = await placed(scaled(10, -10, 0, 0, 0, 500_000, 5_000_000, 0), utm32);
    expect(found.corners?.[0]).toEqual([500_100, 5_000_200]);
  });

  test('rotated by 30° and sheared', async () => {
    const [a, b, d, e] = [8.66, 5, 5, -8.66];
    const turned = await placed(matrix(a, b, 0, 500_000, d, e, 0, 5_000_000, 0, 0, 0, 0, 0, 0, 0, 1), utm32);
    const at = (x: number, y: number) => [a * x + b * y + 500_000, d * x + e * y + 5_000_000] as const;
    expect(turned.corners).toEqual(ring(at(10, 20), at(10, 60), at(40, 60), at(40, 20)));
    const sheared = await placed(matrix(10, 3, 0, 500_000, 0, -10, 0, 5_000_000, 0, 0, 0, 0, 0, 0, 0, 1), utm32);
    expect(sheared.corners?.[0]).toEqual([500_160, 4_999_800]);
    expect(sheared.corners?.[1]).toEqual([500_280, 4_999_400]);
  });

  test('without tags there is no place', async () => {
    const found = await placed();
    expect(found).toMatchObject({ corners: null, wgs84: null, record: { transform: null, crs: null, notes: [] } });
  });

  test('what cannot be used is said', async () => {
    const points = await placed([[33922, numbers('double', 0, 0, 0, 1, 1, 0, 9, 0, 0, 2, 1, 0)]], utm32);
    expect(points.record.notes).toEqual(['It is placed by ground control points, which are not used: warp it first.']);
    const flat = await placed(scaled(10, 0, 0, 0, 0, 5, 5, 0), utm32);
    expect(flat.record).toMatchObject({ transform: null, notes: ['Its transform puts all pixels on one line.'] });
  });
});

const areaOf = (geometry: { readonly coordinates: unknown } | null): number => {
  const [points = []] = (geometry?.coordinates ?? []) as [number, number][][];
  return (
    points
      .slice(1)
      .reduce(
        (sum, [x, y], at) => sum + (points[at] as [number, number])[0] * y - x * (points[at] as [number, number])[1],
        0,
      ) / 2
  );
};

const firstOf = (geometry: { readonly coordinates: unknown } | null): [number, number] | undefined =>
  ((geometry?.coordinates ?? []) as [number, number][][])[0]?.[0];

describe('coordinate reference systems', () => {
  // Numbers by PROJ 9.5.1.
  test('UTM by its code: longitude comes first', async () => {
    const found = await placed(scaled(10, 10, 10, 20, 0, 500_000, 5_761_038.2126, 0), utm32);
    expect(found.record.crs).toEqual({
      code: 'EPSG:32632',
      name: null,
      proj4: expect.stringContaining('+zone=32'),
      keys: {},
    });
    const [lon, lat] = firstOf(found.wgs84) ?? [];
    expect(lon).toBeCloseTo(9, 9);
    expect(lat).toBeCloseTo(52, 7);
    expect(found.wgs84?.type).toBe('Polygon');
    expect(areaOf(found.wgs84)).toBeGreaterThan(0);
  });

  test('EPSG:4326 has latitude first in its axis order; a file has longitude first', async () => {
    const found = await placed(scaled(0.5, 0.25, 0, 0, 0, 10, 60, 0), geoKeys({ 1024: 2, 1025: 1, 2048: 4326 }));
    expect(found.wgs84).toEqual({ type: 'Polygon', coordinates: [ring([15, 55], [15, 45], [30, 45], [30, 55])] });
  });

  test('EPSG:2180 has northing first; a file has easting first', async () => {
    const poland = await placed(
      scaled(10, 10, 10, 20, 0, 500_000, 500_000, 0),
      geoKeys({ 1024: 1, 1025: 1, 3072: 2180 }),
    );
    const [lon, lat] = firstOf(poland.wgs84) ?? [];
    expect(lon).toBeCloseTo(19, 6);
    expect(lat).toBeCloseTo(52.3659476, 6);
  });

  test('feet: EPSG:2263', async () => {
    const found = await placed(scaled(1, 1, 10, 20, 0, 984_250, 0, 0), geoKeys({ 1024: 1, 1025: 1, 3072: 2263 }));
    const [lon, lat] = firstOf(found.wgs84) ?? [];
    expect(lon).toBeCloseTo(-74, 5);
    expect(lat).toBeCloseTo(40.1666667, 5);
  });

  test('the datum of Great Britain is shifted by 100 m', async () => {
    const found = await placed(
      scaled(1, 1, 10, 20, 0, 400_000, 100_000, 0),
      geoKeys({ 1024: 1, 1025: 1, 3072: 27700 }),
    );
    const [lon, lat] = firstOf(found.wgs84) ?? [];
    // On the datum of 1936 the place is at −2° 0′.
    expect(lon).toBeCloseTo(-2.001367, 6);
    expect(lat).toBeCloseTo(50.799561, 5);
  });

  const transverse = {
    1024: 1,
    1025: 1,
    3072: 32767,
    3074: 32767,
    3075: 1,
    3076: 9001,
    3080: 9,
    3081: 0,
    3082: 500_000,
    3083: 0,
    3092: 0.9996,
  };

  test.each([
    ['with a geographic code', { ...transverse, 2048: 4326 }],
    ['with an ellipsoid of its own', { ...transverse, 2048: 32767, 2057: 6_378_137, 2059: 298.257223563 }],
    ['with the code of a projection', { 1024: 1, 1025: 1, 3072: 32767, 3074: 16032, 3076: 9001, 2048: 4326 }],
    ['in kilometres', { ...transverse, 2048: 4326, 3076: 32767, 3077: 1000, 3082: 500, 3083: 0 }, 1000],
  ])('a transverse Mercator without a code, %s, is that of UTM', async (_, keys, unit = 1) => {
    const tags = scaled(10 / unit, 10 / unit, 10, 20, 0, 500_000 / unit, 5_761_038.2126 / unit, 0);
    const found = await placed(tags, geoKeys(keys));
    expect(found.record.crs).toMatchObject({ code: null, keys: { 3072: 32767 } });
    expect(found.record.notes).toEqual([]);
    const [lon, lat] = firstOf(found.wgs84) ?? [];
    expect(lon).toBeCloseTo(9, 9);
    expect(lat).toBeCloseTo(52, 7);
  });

  test.each([
    [
      'Lambert azimuthal, as EPSG:3035',
      3035,
      { 3075: 10, 3088: 10, 3089: 52, 3082: 4_321_000, 3083: 3_210_000 },
      [4_500_000, 3_300_000],
    ],
    [
      'Lambert conformal, as EPSG:2154',
      2154,
      { 3075: 8, 3078: 49, 3079: 44, 3084: 3, 3085: 46.5, 3086: 700_000, 3087: 6_600_000 },
      [800_000, 6_700_000],
    ],
    [
      'Albers, as EPSG:5070',
      5070,
      { 3075: 11, 3078: 29.5, 3079: 45.5, 3080: -96, 3081: 23, 3082: 0, 3083: 0 },
      [100_000, 1_500_000],
    ],
    [
      'polar stereographic, as EPSG:3031',
      3031,
      { 3075: 15, 3081: -71, 3092: 1, 3095: 0, 3082: 0, 3083: 0 },
      [1_000_000, 500_000],
    ],
    [
      'Mercator by scale at a latitude, as EPSG:6933',
      6933,
      { 3075: 28, 3078: 30, 3080: 0, 3082: 0, 3083: 0 },
      [1_000_000, 2_000_000],
    ],
  ] as const)('%s', async (_, code, keys, [x, y]) => {
    const tags = scaled(10, 10, 10, 20, 0, x, y, 0);
    const own = await placed(
      tags,
      geoKeys({ 1024: 1, 1025: 1, 2048: 4326, 3072: 32767, 3074: 32767, 3076: 9001, ...keys }),
    );
    const coded = await placed(tags, geoKeys({ 1024: 1, 1025: 1, 3072: code }));
    const [lon = 0, lat = 0] = firstOf(own.wgs84) ?? [];
    const [codedLon = 1, codedLat = 1] = firstOf(coded.wgs84) ?? [];
    expect(lon).toBeCloseTo(codedLon, 7);
    expect(lat).toBeCloseTo(codedLat, 7);
  });

  test.each([
    [
      { 1024: 1, 1025: 1, 3072: 21_999 },
      'EPSG:21999 is not in the list of definitions: polygons are in this CRS only.',
    ],
    [
      { ...transverse, 2048: 4326, 3075: 6 },
      'Its CRS has no code, and its projection (6) is not supported: polygons are in this CRS only.',
    ],
    [
      { 1024: 1, 1025: 1, 3072: 32767 },
      'Its CRS has no code, and its datum is not known: polygons are in this CRS only.',
    ],
  ])('a CRS that is not known is said, and has polygons of its own: %o', async (keys, note) => {
    const found = await placed(scaled(10, 10, 0, 0, 0, 500_000, 6_000_000, 0), geoKeys(keys));
    expect(found.record.notes).toEqual([note]);
    expect(found.corners?.[0]).toEqual([500_100, 5_999_800]);
    expect(found.wgs84).toBeNull();
  });

  test('a datum that needs a grid is said', async () => {
    const found = await placed(scaled(0.1, 0.1, 0, 0, 0, -100, 40, 0), geoKeys({ 1024: 2, 1025: 1, 2048: 4267 }));
    expect(found.record.notes[0]).toContain('The shift from NAD27 to WGS 84 needs a grid');
    expect(found.wgs84).not.toBeNull();
  });

  test('coordinates that the CRS does not have are said', async () => {
    const found = await placed(
      scaled(10, 10, 0, 0, 0, 500_000, 6_000_000, 0),
      geoKeys({ 1024: 2, 1025: 1, 2048: 4326 }),
    );
    expect(found.record.notes).toEqual(['Its CRS does not place it on the earth: polygons are in this CRS only.']);
    expect(found.wgs84).toBeNull();
  });
});
