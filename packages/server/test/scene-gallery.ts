import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { indexImages } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { numbers, type PageToWrite, text, writeTiff } from '../../search/test/scene/write-tiff';
import { EXTRACTOR } from '../../search/test/small-gallery';
import { writeCheckpoint, writeHead } from '../../search/test/write-checkpoint';

/** Of each window of 16 pixels, one colour. */
export const colourOf = (x: number, y: number): readonly [number, number, number] => {
  const [column, row] = [Math.floor(x / 16), Math.floor(y / 16)];
  return [20 + 50 * column, 40 + 90 * row, 200 - 40 * column];
};

/** 64 × 48 pixels from 10° east and 50° north, 0.01° each; the last column of windows is without data. */
const SCENE: PageToWrite = {
  ...{ width: 64, height: 48, samples: 3, tile: [16, 16] },
  value: (x, y, sample) => (x >= 48 ? 0 : (colourOf(x, y)[sample] as number)),
  fields: new Map([
    [33550, numbers('double', 0.01, 0.01, 0)],
    [33922, numbers('double', 0, 0, 0, 10, 50, 0)],
    [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)],
    [42113, text('0')],
  ]),
};

/** Makes a gallery of the windows of `scenes/a.tif`, nine of them; and of `b.tif`, the same without a place on the earth. */
export async function writeSceneGallery(folder: string) {
  await prepareBackend({ engine: 'wasm' });
  const [images, checkpoint, gallery] = ['images', 'checkpoint', 'gallery'].map((name) => join(folder, name)) as [
    ...[string, string, string],
  ];
  await mkdir(join(images, 'scenes'), { recursive: true });
  await writeCheckpoint(checkpoint, { model: 'sam-t2i' });
  await writeHead(checkpoint);
  const named = ['b.tif', 'scenes/a.tif'].map((name) => ({ name, file: join(images, name) }));
  const [b, a] = named as [(typeof named)[0], (typeof named)[0]];
  await writeTiff(a.file, [SCENE]);
  await writeTiff(b.file, [{ ...SCENE, fields: new Map([[42113, text('0')]]) }]);
  const windows = { size: 16, overlap: 0 };
  await indexImages({
    images: named,
    root: images,
    checkpoint,
    out: gallery,
    windows,
    parts: { extractor: EXTRACTOR },
  });
  return { gallery, images };
}
