import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type TiffOptions, tiffFile } from '../../../test/tiff-file';
import { decodePixels } from './read-pixels';

/** Red grows to the right, green downwards, blue is a chequer; the bands after that are other values. */
const value = (x: number, y: number, band: number): number => [15 * x, 15 * y, 255 * ((x + y) % 2), 100, 50][band] ?? 0;
const SIZE = { width: 17, height: 17 };
const decode = (bytes: Uint8Array, size = 17) => decodePixels(bytes, 'scene.tif', { size });
const colours = Array.from({ length: 17 * 17 * 3 }, (_, at) => {
  const pixel = Math.floor(at / 3);
  return value(pixel % 17, Math.floor(pixel / 17), at % 3);
});
const wide = (x: number, y: number, band: number): number => value(x, y, band) * 257;
const deflate = { tag: 8, encode: deflateSync };

/** A ZSTD frame with the bytes in one raw block: complete, and not known to the decoder. */
const zstd = {
  tag: 50_000,
  encode(bytes: Buffer): Buffer {
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 6);
    head.writeUIntLE(bytes.length * 8 + 1, 10, 3);
    return Buffer.concat([head, bytes]);
  },
};

describe('colours of a TIFF', () => {
  const arrangements: Record<string, Partial<TiffOptions>> = {
    'in pixels': {},
    'in planes': { planar: true },
    'in strips of three rows': { rowsPerStrip: 3 },
    'in planes and strips': { planar: true, rowsPerStrip: 3 },
    'in tiles': { tile: 16 },
    'in planes and tiles': { planar: true, tile: 16 },
    'in planes and tiles, compressed': { planar: true, tile: 16, compression: deflate },
    'big-endian': { bigEndian: true },
    'in planes and tiles, BigTIFF, big-endian': { bigEndian: true, big: true, planar: true, tile: 16 },
    'with private tags': { tags: { 42112: '<GDALMetadata/>', 42113: '0', 65000: 7 } },
  };
  const bands: Record<string, Partial<TiffOptions> & { bands: number }> = {
    'three bands without a tag': { bands: 3 },
    'three bands without ExtraSamples': { bands: 3, extraSamples: null },
    'four bands without a tag': { bands: 4 },
    'four bands, the last one alpha': { bands: 4, extraSamples: [0, 0, 2] },
    'three bands tagged RGB': { bands: 3, photometric: 2 },
    'four bands tagged RGB': { bands: 4, photometric: 2 },
    'four bands tagged RGB without ExtraSamples': { bands: 4, photometric: 2, extraSamples: null },
  };
  for (const [name, kind] of Object.entries(bands)) {
    it.each(Object.keys(arrangements))(`${name} %s: the first three are red, green, blue`, async (arrangement) => {
      const options = { ...SIZE, ...kind, ...arrangements[arrangement] };
      expect([...(await decode(tiffFile(options, value)))]).toEqual(colours);
      expect([...(await decode(tiffFile({ ...options, bits: 16 }, wide)))]).toEqual(colours);
    });
  }

  it('grey, grey with alpha and white at 0 are grey as before', async () => {
    const grey = Array.from({ length: 17 * 17 * 3 }, (_, at) => 15 * (Math.floor(at / 3) % 17));
    expect([...(await decode(tiffFile({ ...SIZE, bands: 1 }, value)))]).toEqual(grey);
    expect([...(await decode(tiffFile({ ...SIZE, bands: 2, extraSamples: [2] }, value)))]).toEqual(grey);
    const white = await decode(tiffFile({ ...SIZE, bands: 1, photometric: 0 }, value));
    expect([...white]).toEqual(grey.map((one) => 255 - one));
  });

  it.each([
    ['2 bands', { bands: 2 }],
    ['2 bands', { bands: 2, planar: true, bits: 16 }],
    ['2 bands', { bands: 2, extraSamples: null }],
    ['3 bands, of which 1 are alpha', { bands: 3, extraSamples: [0, 2] }],
    ['3 bands, with a tag that says that 0 is white', { bands: 3, photometric: 0 }],
    ['5 bands', { bands: 5 }],
    ['13 bands', { bands: 13, planar: true, tile: 16 }],
    ['3 bands of type short', { bands: 3, photometric: 2, bits: 16, sampleFormat: 2 }],
    ['3 bands of type float', { bands: 3, bits: 32 }],
  ] as const)('refuses %s by number', async (problem, options) => {
    const bytes = tiffFile({ ...SIZE, ...options }, (x) => x);
    await expect(decode(bytes)).rejects.toMatchObject({ name: 'ImageError', unsupported: true });
    await expect(decode(bytes)).rejects.toThrow(problem);
    await expect(decode(bytes)).rejects.not.toThrow(/broken|cut off/);
  });
});

describe('a TIFF that the decoder cannot read', () => {
  const raw = (tag: number) => ({ tag, encode: (bytes: Buffer) => bytes });

  it.each([
    ['ZSTD', zstd],
    ['LERC', raw(34_887)],
    ['LZMA', raw(34_925)],
    ['JPEG 2000', raw(33_003)],
    ['JPEG 2000', raw(34_712)],
    ['JPEG XL', raw(50_002)],
    ['old-style JPEG', raw(6)],
    ['lossy JPEG of DNG', raw(34_892)],
    ['CCITT fax 4', raw(4)],
    ['PixarLog', raw(32_909)],
    ['JBIG', raw(34_661)],
    ['compression 4711', raw(4711)],
  ])('names %s in tiles, strips and planes, and does not call the file broken', async (name, compression) => {
    for (const kind of [{ tile: 16 }, {}, { tile: 16, planar: true }]) {
      const bytes = tiffFile({ ...SIZE, bands: 3, photometric: 2, compression, ...kind }, value);
      await expect(decode(bytes)).rejects.toMatchObject({ name: 'ImageError', file: 'scene.tif', unsupported: true });
      await expect(decode(bytes)).rejects.toThrow(name);
      await expect(decode(bytes)).rejects.not.toThrow(/broken|cut off|corrupt/);
    }
  });

  it.each([8, 5, 50_001, 32_946])('refuses tiles and strips of compression %i that make no sense', async (tag) => {
    for (const kind of [{ tile: 16 }, {}, { tile: 16, planar: true }]) {
      const bytes = tiffFile({ ...SIZE, bands: 3, compression: raw(tag), ...kind }, () => 0x55);
      await expect(decode(bytes)).rejects.toMatchObject({ name: 'ImageError', file: 'scene.tif' });
    }
  });

  it('refuses one damaged tile or strip among good ones', async () => {
    for (const kind of [{ tile: 16 }, { rowsPerStrip: 3 }, { tile: 16, planar: true }]) {
      let blocks = 0;
      const encode = (bytes: Buffer) => {
        const good = deflateSync(bytes);
        return ++blocks === 3 ? Buffer.alloc(good.length, 0x55) : good;
      };
      const bytes = tiffFile({ ...SIZE, bands: 3, compression: { tag: 8, encode }, ...kind }, value);
      await expect(decode(bytes)).rejects.toThrow('scene.tif: The image cannot be decoded (TIFF, DEFLATE)');
    }
  });

  it('refuses PackBits that run beyond their strip, of which the decoder only warns', async () => {
    const encode = (bytes: Buffer) => Buffer.concat([...bytes].map(() => Buffer.from([0x83, 7])));
    const bytes = tiffFile({ ...SIZE, bands: 1, tile: 16, compression: { tag: 32_773, encode } }, value);
    await expect(decode(bytes)).rejects.toThrow('cannot be decoded (TIFF, PackBits)');
  });

  it.each([{ tile: 16 }, {}, { planar: true }, { tile: 16, planar: true }])(
    'refuses one that is cut off: %o',
    async (kind) => {
      const bytes = tiffFile({ ...SIZE, bands: 3, compression: deflate, ...kind }, value);
      for (const share of [0.3, 0.6, 0.95]) {
        await expect(decode(bytes.subarray(0, Math.floor(share * bytes.length)))).rejects.toMatchObject({
          name: 'ImageError',
        });
      }
    },
  );

  it('takes tags that only confuse the metadata', async () => {
    for (const kind of [{ tile: 16 }, {}]) {
      // XResolution as a SHORT.
      const bytes = tiffFile({ ...SIZE, bands: 3, photometric: 2, tags: { 282: 72 }, ...kind }, value);
      expect([...(await decode(bytes))]).toEqual(colours);
    }
  });
});

it('refuses a JPEG in which bytes make no sense, and takes one with bytes behind its end marker', async () => {
  const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919) % 256));
  const bytes = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .jpeg()
    .toBuffer();
  const good = await decode(bytes, 64);
  const end = bytes.length - 2;
  const padded = Buffer.concat([bytes.subarray(0, end), Buffer.from([0, 0, 0]), bytes.subarray(end)]);
  expect(Buffer.compare(await decode(padded, 64), good)).toBe(0);
  const damaged = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  damaged.fill(0xff, middle, middle + 40);
  await expect(decode(damaged, 64)).rejects.toMatchObject({ name: 'ImageError' });
});
