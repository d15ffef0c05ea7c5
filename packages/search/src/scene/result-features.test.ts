import { expect, test } from 'vitest';
import { sceneRecord } from '../../test/scene/scene-record';
import { resultFeatures } from './result-features';

const scene = sceneRecord('+proj=longlat +datum=WGS84', [0.01, 0, 10, 0, -0.01, 50], 'EPSG:4326');
const found = { rank: 1, score: 0.5, confidence: 4, duplicates: [7], overlapping: [8, 9] };
const window = { x: 100, y: 200, width: 50, height: 50 };

test('a window has its polygon, and its corners in the CRS of the scene', () => {
  const item = { id: 's.tif#100,200,50,50', file: 's.tif', window, metadata: { year: 2020 } };
  expect(resultFeatures([{ ...found, item }], [scene])).toEqual({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id: 's.tif#100,200,50,50',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [11, 48],
              [11, 47.5],
              [11.5, 47.5],
              [11.5, 48],
              [11, 48],
            ],
          ],
        },
        properties: {
          ...{ rank: 1, score: 0.5, confidence: 4, file: 's.tif', window: [100, 200, 50, 50], crs: 'EPSG:4326' },
          corners: [
            [11, 48],
            [11, 47.5],
            [11.5, 47.5],
            [11.5, 48],
            [11, 48],
          ],
          ...{ duplicates: 1, overlapping: 2, metadata: { year: 2020 } },
        },
      },
    ],
  });
});

test('an image has no geometry, and a scene without a definition has corners only', () => {
  const image = { id: 'a.png', file: 'a.png', metadata: {} };
  const [feature] = resultFeatures([{ ...found, item: image }], [scene]).features;
  expect(feature?.geometry).toBeNull();
  expect(feature?.properties).not.toHaveProperty('corners');
  const unknown = { ...scene, crs: { code: 'EPSG:1', name: null, proj4: null, keys: {} } };
  const item = { id: 's.tif#100,200,50,50', file: 's.tif', window, metadata: {} };
  const [placed] = resultFeatures([{ ...found, item }], [unknown]).features;
  expect(placed).toMatchObject({
    geometry: null,
    properties: {
      crs: 'EPSG:1',
      corners: expect.arrayContaining([
        [11, 48],
        [11.5, 47.5],
      ]),
    },
  });
});
