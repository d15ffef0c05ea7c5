import { expect, it } from 'vitest';
import { sceneRecord } from '../../../search/test/scene/scene-record';
import { formatGeoJson } from './format-geojson';

const scene = sceneRecord('+proj=longlat +datum=WGS84', [0.01, 0, 10, 0, -0.01, 50], 'EPSG:4326');
const item = { file: 's.tif', width: 50, height: 50, bytes: 1, sha256: '' };
const window = { x: 100, y: 200, width: 50, height: 50 };

it('the place of a window is its polygon, whatever its metadata say', () => {
  const geometry = { type: 'Point', coordinates: [0, 0] };
  const metadata = { year: 2020, geometry };
  const { features } = JSON.parse(
    formatGeoJson([{ ...item, id: 's.tif#100,200,50,50', window, metadata, rank: 1 }], [scene]),
  );
  const [west, east, north, south] = [11, 11.5, 48, 47.5];
  const ring = [
    [west, north],
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  expect(features).toEqual([
    {
      ...{ type: 'Feature', id: 's.tif#100,200,50,50', geometry: { type: 'Polygon', coordinates: [ring] } },
      properties: { ...item, window, year: 2020, rank: 1 },
    },
  ]);
});

it('what is no geometry stays in the properties, and the feature is unlocated', () => {
  const metadata = { geometry: 'somewhere' };
  const { features } = JSON.parse(formatGeoJson([{ ...item, id: 'a.tif', metadata }], []));
  expect(features).toMatchObject([{ geometry: null, properties: { geometry: 'somewhere' } }]);
});
