import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/small-store';
import { tinyTiff } from '../../../test/tiny-tiff';
import { decodePixels, readPixels } from './read-pixels';

/** 2 × 2 pixels: red, green / blue, grey. */
const COLOURS = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 100, 100]);
const colours = () => sharp(COLOURS, { raw: { width: 2, height: 2, channels: 3 } });
const decode = async (bytes: Uint8Array, size = 2) => [...(await decodePixels(bytes, 'x', { size }))];

describe('readPixels', () => {
  it.each(['png', 'tiff', 'webp', 'gif'] as const)('reads %s as it is', async (format) => {
    const options = format === 'webp' ? { lossless: true } : format === 'tiff' ? { compression: 'lzw' } : {};
    const bytes = await colours().toFormat(format, options).toBuffer();
    expect(await decode(bytes)).toEqual([...COLOURS]);
  });

  it('looks a palette up, and puts grey into all channels', async () => {
    expect(await decode(await colours().png({ palette: true }).toBuffer())).toEqual([...COLOURS]);
    const grey = sharp(Buffer.from([0, 50, 100, 255]), { raw: { width: 2, height: 2, channels: 1 } });
    const bytes = await grey.toColourspace('b-w').png().toBuffer();
    expect((await sharp(bytes).metadata()).channels).toBe(1);
    expect(await decode(bytes)).toEqual([0, 50, 100, 255].flatMap((value) => [value, value, value]));
  });

  it('drops the lower half of 16 bits', async () => {
    const values = [255, 256, 32_768, 65_535];
    const raw = sharp(Uint16Array.from(values), { raw: { width: 2, height: 2, channels: 1 } });
    const png = await raw.toColourspace('grey16').png().toBuffer();
    for (const bytes of [png, tinyTiff(values, { width: 2, height: 2, bands: 1, bits: 16 })]) {
      expect((await sharp(bytes).metadata()).depth).toBe('ushort');
      expect(await decode(bytes)).toEqual([0, 1, 128, 255].flatMap((value) => [value, value, value]));
    }
  });

  it('drops alpha without blending, before it resizes too', async () => {
    const pixels = Buffer.from([200, 0, 0, 0, 0, 200, 0, 255, 200, 0, 0, 0, 0, 200, 0, 255]);
    const bytes = await sharp(pixels, { raw: { width: 2, height: 2, channels: 4 } })
      .png()
      .toBuffer();
    expect(await decode(bytes)).toEqual([200, 0, 0, 0, 200, 0, 200, 0, 0, 0, 200, 0]);
    expect(await decode(bytes, 1)).toEqual([100, 100, 0]);
  });

  it('applies the EXIF orientation', async () => {
    const bytes = await colours().tiff({ compression: 'none' }).withMetadata({ orientation: 3 }).toBuffer();
    expect(await decode(bytes)).toEqual([100, 100, 100, 0, 0, 255, 0, 255, 0, 255, 0, 0]);
  });

  it('stretches an image of any shape, through another size where requested', async () => {
    const ramp = Buffer.from(
      Array.from({ length: 8 * 4 * 3 }, (_, index) => (Math.floor(index / 3) % 8 < 4 ? 0 : 200)),
    );
    const bytes = await sharp(ramp, { raw: { width: 8, height: 4, channels: 3 } })
      .png()
      .toBuffer();
    // A triangle over eight pixels weighs the four of the other half with 1/8.
    expect(await decode(bytes)).toEqual([25, 25, 25, 175, 175, 175, 25, 25, 25, 175, 175, 175]);
    expect([...(await decodePixels(bytes, 'x', { size: 2, resizeFirst: 1 }))]).toEqual(Array(12).fill(100));
    expect(await decodePixels(bytes, 'x', { size: 2 })).not.toBeInstanceOf(Buffer);
  });

  it.each(['png', 'jpeg', 'tiff', 'webp'] as const)('names a %s that was cut off', async (format) => {
    const folder = await temporaryFolder();
    const file = join(folder, `cut.${format}`);
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919) % 256));
    const bytes = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * 0.9)));
    await expect(readPixels(file, { size: 8 })).rejects.toMatchObject({ name: 'ImageError', file });
    await expect(readPixels(file, { size: 8 })).rejects.toThrow('skip broken images');
  });

  it('names a file that is empty', async () => {
    const file = join(await temporaryFolder(), 'empty.png');
    await writeFile(file, '');
    await expect(readPixels(file, { size: 8 })).rejects.toMatchObject({
      ...{ name: 'ImageError', file, problem: 'The file is empty.', unsupported: false },
    });
  });

  it('refuses a misspelt option and a missing one', async () => {
    const options = { size: 8, resizefirst: 4 };
    await expect(readPixels('any.tif', options)).rejects.toThrow(
      'readPixels has the options size, resizeFirst, maxPixels',
    );
    await expect(readPixels('any.tif', {} as { size: number })).rejects.toThrow('size is undefined');
  });

  it('refuses a file that is not an image, does not exist or is too large', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'text.tif');
    await writeFile(file, 'no image');
    await expect(readPixels(file, { size: 8 })).rejects.toThrow(`${file}: The image cannot be decoded`);
    await expect(readPixels(join(folder, 'none.tif'), { size: 8 })).rejects.toThrow(
      'none.tif: The file does not exist',
    );
    await writeFile(file, await colours().png().toBuffer());
    await expect(readPixels(file, { size: 8, maxPixels: 3 })).rejects.toThrow(
      '2 × 2 pixels are more than the limit of 3.',
    );
    expect(await readPixels(file, { size: 8, maxPixels: 4 })).toHaveLength(8 * 8 * 3);
  });

  it('refuses numbers that are no colours', async () => {
    const floats = tinyTiff([0, 0.5, 1, 2], { width: 2, height: 2, bands: 1, bits: 32 });
    await expect(decode(floats)).rejects.toThrow('1 bands of type float are not supported');
    const multispectral = tinyTiff(Array(7 * 4).fill(9), { width: 2, height: 2, bands: 7, bits: 8 });
    await expect(decode(multispectral)).rejects.toThrow('7 bands of type uchar are not supported');
  });

  it('names an uncompressed TIFF whose pixels end too early', async () => {
    const whole = tinyTiff(Array(64 * 64 * 3).fill(9), { width: 64, height: 64, bands: 3, bits: 8 });
    expect(new Set(await decode(whole))).toEqual(new Set([9]));
    await expect(decode(whole.subarray(0, whole.length - 100))).rejects.toThrow('The image cannot be decoded');
  });
});
