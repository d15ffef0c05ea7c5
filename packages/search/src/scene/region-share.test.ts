import { describe, expect, test } from 'vitest';
import { sceneRecord } from '../../test/scene/scene-record';
import type { Position } from './affine';
import { parseRegion } from './parse-region';
import { regionShares } from './region-share';
import type { SceneRecord } from './scene-record';

const degrees = '+proj=longlat +datum=WGS84';
/** 10° to 20° east, 50° down to 40° north. */
const europe = sceneRecord(degrees, [0.01, 0, 10, 0, -0.01, 50]);
const window = { x: 100, y: 100, width: 200, height: 200 };
const box = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const polygon = (...coordinates: Position[][]) => ({ type: 'Polygon', coordinates });
const shareOf = (record: SceneRecord, geojson: unknown) => regionShares(record, parseRegion(geojson).polygons);

test.each([
  ['the left half', polygon(box(10, 0, 12, 60)), 0.5],
  ['a quarter', polygon(box(12, 48, 20, 60)), 0.25],
  ['all', polygon(box(-170, -80, 170, 80)), 1],
  ['nothing', polygon(box(13.5, 40, 20, 50)), 0],
  ['a spot inside', polygon(box(11.5, 47.5, 11.51, 47.51)), 1 / 40_000],
  ['all but a hole of a quarter', polygon(box(0, 0, 60, 60), box(11.5, 47.5, 12.5, 48.5)), 0.75],
  [
    'a triangle',
    polygon([
      [11, 47],
      [13, 47],
      [11, 49],
      [11, 47],
    ]),
    0.5,
  ],
  [
    'a triangle the other way round',
    polygon([
      [11, 47],
      [11, 49],
      [13, 47],
      [11, 47],
    ]),
    0.5,
  ],
  [
    'a U whose arms meet in nothing',
    polygon([
      [10, 46],
      [14, 46],
      [14, 60],
      [12.5, 60],
      [12.5, 47.5],
      [11.5, 47.5],
      [11.5, 60],
      [10, 60],
      [10, 46],
    ]),
    0.625,
  ],
  ['two polygons', { type: 'MultiPolygon', coordinates: [[box(10, 0, 11.5, 60)], [box(12.5, 0, 20, 60)]] }, 0.5],
  [
    'features',
    {
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', geometry: polygon(box(10, 0, 12, 60)) },
        { type: 'Feature', geometry: null },
      ],
    },
    0.5,
  ],
])('%s', (_, region, share) => {
  expect(shareOf(europe, region)(window)).toBeCloseTo(share, 9);
});

describe('across the antimeridian', () => {
  const pacific = sceneRecord(degrees, [0.02, 0, 170, 0, -0.02, 10]);
  const across = { x: 400, y: 0, width: 200, height: 200 };

  test.each([
    ['cut', { type: 'MultiPolygon', coordinates: [[box(179, -90, 180, 90)], [box(-180, -90, -179, 90)]] }],
    ['beyond 180°', polygon(box(179, -90, 181, 90))],
    ['beyond −180°', polygon(box(-181, -90, -179, 90))],
  ])('a region that is %s', (_, region) => {
    expect(shareOf(pacific, region)(across)).toBeCloseTo(0.5, 9);
    expect(shareOf(pacific, region)({ ...across, x: 600 })).toBe(0);
  });

  test('a region on one side', () => {
    expect(shareOf(pacific, polygon(box(-180, -90, -170, 90)))(across)).toBeCloseTo(0.5, 9);
  });
});

test('a scene of the whole earth from 0° to 360°', () => {
  const world = sceneRecord(degrees, [0.36, 0, 0, 0, -0.18, 90]);
  const share = shareOf(world, polygon(box(-90, -90, 0, 90)));
  expect(share({ x: 750, y: 0, width: 250, height: 1000 })).toBeCloseTo(1, 6);
  expect(share({ x: 0, y: 0, width: 500, height: 1000 })).toBeCloseTo(0, 6);
  expect(shareOf(world, polygon(box(-180, -90, 180, 90)))({ x: 0, y: 0, width: 1000, height: 1000 })).toBeCloseTo(1, 6);
});

test('edges are straight in longitude and latitude, so that a parallel is bent in UTM', () => {
  // 500 km around the middle of the zone: at its ends the parallel of 54° is 6 km further up.
  const utm = sceneRecord('+proj=utm +zone=32 +datum=WGS84', [500, 0, 250_000, 0, -500, 6_250_000]);
  const share = shareOf(utm, polygon(box(-20, 54, 40, 80)));
  // Rows above the parallel: 6,250,000 less 5,983,000 m in the middle, by PROJ.
  const column = (x: number) => 1000 * share({ x, y: 0, width: 1, height: 1000 });
  const rows = column(500);
  expect(rows - column(0)).toBeGreaterThan(5);
  expect(column(0)).toBeCloseTo(column(999), 0);
});

test('a turned scene', () => {
  // A quarter of a turn: columns go north, rows go east.
  const turned = sceneRecord(degrees, [0, 0.01, 10, 0.01, 0, 40]);
  expect(shareOf(turned, polygon(box(10, 40, 12, 41)))({ x: 0, y: 100, width: 200, height: 100 })).toBeCloseTo(0.5, 9);
});

test('around the south pole', () => {
  const polar = sceneRecord(
    '+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84',
    [1000, 0, -500_000, 0, -1000, 500_000],
  );
  const half = shareOf(polar, polygon(box(0, -90, 180, -60)));
  expect(half({ x: 500, y: 0, width: 500, height: 1000 })).toBeCloseTo(1, 3);
  expect(half({ x: 0, y: 0, width: 1000, height: 1000 })).toBeCloseTo(0.5, 3);
});

test('a scene that has no place on the earth is in no region', () => {
  expect(shareOf(sceneRecord(null, [1, 0, 0, 0, 1, 0]), polygon(box(-180, -90, 180, 90)))(window)).toBe(0);
});

test.each([
  [{ type: 'Point', coordinates: [1, 2] }, 'It has "Point".'],
  [{}, 'It has no type.'],
  [{ type: 'FeatureCollection', features: [] }, 'It has no polygon.'],
  [
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
    'One of its rings is not closed.',
  ],
  [polygon(box(0, 0, 500_000, 5_000_000)), 'It has the position [500000, 0], which is not on the earth.'],
  [{ type: 'Polygon', coordinates: [[[0, 'x']]] }, 'Its Polygon is wrong at coordinates.0'],
  [null, 'It has no type.'],
])('%o is no region', (geojson, message) => {
  expect(() => parseRegion(geojson)).toThrow(message);
});
