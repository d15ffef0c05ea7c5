import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tiffFile } from '../../../test/tiff-file';
import { examineImage } from './examine-image';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-examine-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SIZE = { width: 16, height: 16 };
const examine = async (name: string, bytes: Uint8Array) => {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return examineImage(file);
};
const ramp = (x: number, y: number) => 16 * y + x;

it('counts the levels of 16-bit values in a part of their range, in TIFF and PNG', async () => {
  const few = tiffFile({ ...SIZE, bands: 3, photometric: 2, bits: 16 }, (x, y) => 20 * ramp(x, y));
  expect(await examine('few.tif', few)).toEqual({ levels: 20, problem: null });
  const png = await sharp(few).toColourspace('rgb16').png().toBuffer();
  expect(await examine('few.png', png)).toEqual({ levels: 20, problem: null });
  const wide = tiffFile({ ...SIZE, bands: 1, bits: 16 }, (x, y) => 257 * ramp(x, y));
  expect(await examine('wide.tif', wide)).toEqual({ levels: null, problem: null });
  expect(await examine('bytes.tif', tiffFile({ ...SIZE, bands: 1 }, ramp))).toEqual({ levels: null, problem: null });
});

it('says why an image is refused', async () => {
  const two = tiffFile({ ...SIZE, bands: 2 }, ramp);
  expect(await examine('two.tif', two)).toMatchObject({ problem: expect.stringContaining('2 bands') });
  const zstd = tiffFile({ ...SIZE, bands: 1, compression: { tag: 50000, encode: (bytes) => bytes } }, ramp);
  expect(await examine('zstd.tif', zstd)).toMatchObject({ problem: expect.stringContaining('ZSTD') });
  expect(await examineImage(join(folder, 'absent.tif'))).toMatchObject({
    problem: expect.stringContaining('does not exist'),
  });
});
