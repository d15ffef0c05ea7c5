import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintImages } from './fingerprint-images';

let folder: string;
const named = (name: string) => ({ name, file: join(folder, name) });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-fingerprints-'));
  const pixels = Uint8Array.from(
    { length: 60 * 40 * 3 },
    (_, i) => (Math.imul(Math.floor(i / 3) + 1, 2654435761) >>> 24) % 256,
  );
  const image = sharp(pixels, { raw: { width: 60, height: 40, channels: 3 } });
  await image.clone().png().toFile(join(folder, 'a.png'));
  await image.clone().tiff({ compression: 'lzw' }).toFile(join(folder, 'a.tif'));
  await image.clone().jpeg({ quality: 60 }).toFile(join(folder, 'a.jpg'));
  await writeFile(join(folder, 'broken.png'), 'no image');
});
afterAll(() => rm(folder, { recursive: true }));

it('has the same digest for the same pixels, whatever the file, and keeps the proportions', async () => {
  const progress: number[] = [];
  const images = ['a.png', 'a.tif', 'a.jpg'].map(named);
  const found = await fingerprintImages({ images, onProgress: (done) => progress.push(done) });
  const [png, tiff, jpeg] = found;
  expect(found.map(({ name }) => name)).toEqual(['a.png', 'a.tif', 'a.jpg']);
  expect(tiff?.digest).toBe(png?.digest);
  expect(jpeg?.digest).not.toBe(png?.digest);
  expect([png?.thumbnail.width, png?.thumbnail.height]).toEqual([96, 64]);
  expect(progress).toEqual([1, 2, 3]);
});

it('leaves out broken images and names them, or ends with the first', async () => {
  const images = ['a.png', 'broken.png', 'a.jpg', 'absent.png'].map(named);
  const broken: string[] = [];
  const found = await fingerprintImages({ images, onBroken: ({ name }) => broken.push(name) });
  expect(found.map(({ name }) => name)).toEqual(['a.png', 'a.jpg']);
  expect(broken).toEqual(['broken.png', 'absent.png']);
  await expect(fingerprintImages({ images })).rejects.toThrow('broken.png: The image cannot be decoded');
});

it('stops at the signal', async () => {
  const controller = new AbortController();
  const images = Array.from({ length: 50 }, () => named('a.png'));
  let seen = 0;
  const onProgress = () => {
    seen++;
    controller.abort(new Error('enough'));
  };
  await expect(fingerprintImages({ images, onProgress, signal: controller.signal })).rejects.toThrow('enough');
  expect(seen).toBeLessThan(10);
});
