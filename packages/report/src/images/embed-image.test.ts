import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { embedImage } from './embed-image';
import { PageImageError } from './page-image-error';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(['tiff', 'png', 'webp'] as const)('%s becomes a small JPEG', async (format) => {
  const file = join(folder, `image.${format}`);
  const background = { r: 255, g: 0, b: 0, alpha: 0.5 };
  await sharp({ create: { width: 300, height: 200, channels: 4, background } })
    .toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {})
    .toFile(file);
  const { uri, width, height } = await embedImage(file, { side: 96 });
  expect([width, height]).toEqual([96, 64]);
  const bytes = Buffer.from(uri.replace('data:image/jpeg;base64,', ''), 'base64');
  expect((await sharp(bytes).metadata()).format).toBe('jpeg');
  // Half-transparent red on white.
  const [red = 0, green = 0] = (await sharp(bytes).stats()).channels.map(({ mean }) => mean);
  expect(red).toBeGreaterThan(240);
  expect(Math.abs(green - 127)).toBeLessThan(12);
});

it('names the file that cannot be shown', async () => {
  const file = join(folder, 'broken.tif');
  await writeFile(file, 'no image');
  await expect(embedImage(file)).rejects.toThrow(PageImageError);
  await expect(embedImage(file)).rejects.toThrow('broken.tif cannot be shown');
});
