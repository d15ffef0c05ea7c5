import { expect, test } from 'vitest';
import { sceneRecord } from '../../test/scene/scene-record';
import type { Affine, Position } from './affine';
import { type AreaGeometry, windowGeometries } from './window-geometry';

const degrees = '+proj=longlat +datum=WGS84';
const geometryOf = (proj4: string, transform: Affine, x: number, y: number, side: number): AreaGeometry =>
  windowGeometries(sceneRecord(proj4, transform))({ x, y, width: side, height: side }).wgs84 as AreaGeometry;

test('a window across the antimeridian is two polygons, each on its side, anticlockwise', () => {
  // From 170° to 190°, and from −190° to −170°: the same place.
  for (const west of [170, -190]) {
    expect(geometryOf(degrees, [0.02, 0, west, 0, -0.02, 10], 400, 0, 200)).toEqual({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [180, 10],
            [178, 10],
            [178, 6],
            [180, 6],
            [180, 10],
          ],
        ],
        [
          [
            [-180, 10],
            [-180, 6],
            [-178, 6],
            [-178, 10],
            [-180, 10],
          ],
        ],
      ],
    });
  }
});

test('a window that ends at the antimeridian is one polygon', () => {
  const geometry = geometryOf(degrees, [0.02, 0, 170, 0, -0.02, 10], 300, 0, 200);
  expect(geometry).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [176, 10],
        [176, 6],
        [180, 6],
        [180, 10],
        [176, 10],
      ],
    ],
  });
});

test('a scene from 0° to 360° has longitudes of −180° to 180°', () => {
  const geometry = geometryOf(degrees, [0.36, 0, 0, 0, -0.18, 90], 750, 400, 100);
  expect(geometry).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [-90, 18],
        [-90, 0],
        [-54, 0],
        [-54, 18],
        [-90, 18],
      ],
    ],
  });
});

test('UTM zone 1 reaches across the antimeridian', () => {
  // 166,000 m is at about 180° in the first zone.
  const geometry = geometryOf('+proj=utm +zone=1 +datum=WGS84', [10, 0, 160_000, 0, -10, 100_000], 0, 0, 1000);
  expect(geometry.type).toBe('MultiPolygon');
  const longitudes = (geometry.coordinates as readonly Position[][][]).map(([ring]) =>
    (ring as Position[]).map(([lon]) => lon),
  );
  expect(longitudes.map((ring) => Math.sign(Math.min(...ring)))).toEqual(
    [-1, 1].sort((a, b) => (a - b) * Math.sign(longitudes[0]?.[0] ?? 0) * -1),
  );
  for (const ring of longitudes) expect(Math.max(...ring) - Math.min(...ring)).toBeLessThan(0.1);
});

test('a window with the south pole in it is cut at the antimeridian and ends at the pole', () => {
  const geometry = geometryOf(
    '+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84',
    [1000, 0, -500_000, 0, -1000, 500_000],
    250,
    250,
    500,
  );
  const points = geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as unknown as Position[];
  expect(Math.min(...points.map(([, lat]) => lat))).toBe(-90);
  expect(Math.min(...points.map(([lon]) => lon))).toBe(-180);
  expect(Math.max(...points.map(([lon]) => lon))).toBe(180);
  // The corners are 353,553 m from the pole on the map, on which lengths there are 0.9728 of those on the ellipsoid.
  expect(Math.max(...points.map(([, lat]) => lat))).toBeCloseTo(-86.7469, 4);
});

test('sides that are curves in longitude and latitude have the points that they need', () => {
  // 1,000 km in UTM: the upper side is 20 km from the line between its ends.
  const wide = geometryOf('+proj=utm +zone=32 +datum=WGS84', [1000, 0, 0, 0, -1000, 7_000_000], 0, 0, 1000);
  const small = geometryOf('+proj=utm +zone=32 +datum=WGS84', [1, 0, 500_000, 0, -1, 6_000_000], 0, 0, 256);
  expect((wide.coordinates[0] as Position[]).length).toBeGreaterThan(20);
  expect((small.coordinates[0] as Position[]).length).toBe(5);
});
