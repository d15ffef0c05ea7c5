import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderScene } from '@rs-sam/datasets/node';
import { drawScene, SCENE_CLASSES } from '@rs-sam/datasets/synthetic';
import { readPixels } from '@rs-sam/vision-features/node';
import { numbers, writeTiff } from '../../packages/search/test/scene/write-tiff';

const [SIDE, COLUMNS, ROWS] = [256, 4, 3];
/** Metres; of the upper left corner in UTM zone 32 north. */
const [PIXEL, EAST, NORTH] = [0.5, 500_000, 5_761_038];

/** Writes `scene.tif`, a georeferenced mosaic of twelve drawn scenes, and `bay.geojson`, its right half as a polygon. */
export async function writeScene(folder: string): Promise<void> {
  const tiles: Uint8Array[] = [];
  const file = join(folder, '.tile.png');
  for (const className of SCENE_CLASSES) {
    await writeFile(file, await renderScene(drawScene({ className, seed: 5 })));
    tiles.push(await readPixels(file, { size: SIDE }));
  }
  await writeTiff(join(folder, 'scene.tif'), [
    {
      ...{ width: SIDE * COLUMNS, height: SIDE * ROWS, samples: 3, type: 'uint8', tile: [SIDE, SIDE], deflate: true },
      value: (x, y, sample) =>
        tiles[Math.floor(y / SIDE) * COLUMNS + Math.floor(x / SIDE)]?.[3 * ((y % SIDE) * SIDE + (x % SIDE)) + sample] ??
        0,
      fields: new Map([
        [33550, numbers('double', PIXEL, PIXEL, 0)],
        [33922, numbers('double', 0, 0, 0, EAST, NORTH, 0)],
        [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632)],
      ]),
    },
  ]);
  const ring = [
    [9.0037, 51.9],
    [9.1, 51.9],
    [9.1, 52.1],
    [9.0037, 52.1],
    [9.0037, 51.9],
  ];
  await writeFile(join(folder, 'bay.geojson'), JSON.stringify({ type: 'Polygon', coordinates: [ring] }));
}
