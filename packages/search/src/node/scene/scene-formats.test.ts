import { appendFile, stat } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { coloursOf, openUntilEnd, openWritten, temporaryFile } from '../../../test/scene/temporary-scene';
import { numbers, type PageToWrite, writeTiff } from '../../../test/scene/write-tiff';

/** 37 × 29 pixels, each with other colours. */
const value = (x: number, y: number, sample: number) => (7 * x + 11 * y + 50 * sample) % 256;
const rgb: PageToWrite = { width: 37, height: 29, samples: 3, value };
const window = { x: 9, y: 13, width: 20, height: 11 };

function expected(of: (x: number, y: number, sample: number) => number = value): number[][] {
  return Array.from({ length: window.width * window.height }, (_, at) => {
    const [x, y] = [window.x + (at % window.width), window.y + Math.floor(at / window.width)];
    return [0, 1, 2].map((sample) => of(x, y, sample));
  });
}

const layouts: readonly (readonly [string, Partial<PageToWrite>])[] = [
  ['one strip', {}],
  ['strips of 3 rows', { rowsPerStrip: 3 }],
  ['tiles', { tile: [16, 16] }],
  ['tiles that are wider than the scene', { tile: [64, 16] }],
  ['planes in strips', { planar: true, rowsPerStrip: 5 }],
  ['planes in tiles', { planar: true, tile: [16, 16] }],
  ['DEFLATE in strips', { deflate: true, rowsPerStrip: 4 }],
  ['DEFLATE in tiles with predictor 2', { deflate: true, tile: [16, 16], predictor: 2 }],
  ['planes of DEFLATE in tiles with predictor 2', { deflate: true, planar: true, tile: [16, 16], predictor: 2 }],
];
const files = [{}, { big: true }, { bigEndian: true }, { big: true, bigEndian: true }];

describe.each(files)('a file %o', (options) => {
  test.each(layouts)('of 8 bits in %s', async (_, layout) => {
    const scene = await openWritten({ ...rgb, ...layout }, {}, options);
    const { pixels, nodata } = await scene.read(window);
    expect(coloursOf(pixels)).toEqual(expected());
    expect(nodata).toBe(0);
  });

  // Values of 256 times those of 8 bits, so that the range 0 … 65,280 gives the same colours.
  test.each([
    ...layouts.map(([name, layout]) => ['uint16', name, layout] as const),
    ...layouts.slice(0, 6).map(([name, layout]) => ['float32', name, layout] as const),
    ['float32', 'DEFLATE in tiles with predictor 3', { deflate: true, tile: [16, 16], predictor: 3 }] as const,
    ['float64', 'planes in tiles', { planar: true, tile: [16, 16] }] as const,
    ['uint32', 'DEFLATE in tiles with predictor 2', { deflate: true, tile: [16, 16], predictor: 2 }] as const,
  ])('of %s in %s', async (type, _, layout) => {
    const of = (x: number, y: number, sample: number) => 256 * value(x, y, sample);
    const scene = await openWritten({ ...rgb, ...layout, type, value: of }, { range: [0, 65_280] }, options);
    expect(coloursOf((await scene.read(window)).pixels)).toEqual(expected());
  });
});

test('negative values of 16 bits', async () => {
  const of = (x: number, y: number, sample: number) => value(x, y, sample) - 200;
  const scene = await openWritten({ ...rgb, type: 'int16', value: of }, { range: [-200, 55] });
  expect(coloursOf((await scene.read(window)).pixels)).toEqual(expected());
});

test.each([
  ['uint4', 15],
  ['uint1', 1],
] as const)('grey of %s becomes three equal colours from 0 to 255', async (type, most) => {
  const of = (x: number, y: number) => (x + 2 * y) % (most + 1);
  const scene = await openWritten({ ...rgb, samples: 1, type, value: of, rowsPerStrip: 7 });
  const grey = (x: number, y: number) => (255 / most) * of(x, y);
  expect(coloursOf((await scene.read(window)).pixels)).toEqual(expected(grey));
});

test('where 0 is white, colours are inverted', async () => {
  const scene = await openWritten({ ...rgb, samples: 1, fields: new Map([[262, numbers('short', 0)]]) });
  expect(coloursOf((await scene.read(window)).pixels)).toEqual(expected((x, y) => 255 - value(x, y, 0)));
});

test.each([257, 1])('a palette whose colours are multiples of %i', async (scale) => {
  const palette = [0, 1, 2].flatMap((channel) =>
    Array.from({ length: 256 }, (_, at) => scale * ((at + channel) % 256)),
  );
  const fields = new Map([
    [262, numbers('short', 3)],
    [320, numbers('short', ...palette)],
  ]);
  const scene = await openWritten({ ...rgb, samples: 1, fields, tile: [16, 16] });
  const colours = expected((x, y, channel) => (value(x, y, 0) + channel) % 256);
  expect(coloursOf((await scene.read(window)).pixels)).toEqual(colours);
  await expect(openWritten({ ...rgb, samples: 1, fields }, { bands: [1] })).rejects.toThrow('palette');
});

test.each(['4:4:4', '4:2:0'] as const)('JPEG with YCbCr %s is close to what libjpeg decodes', async (chroma) => {
  const file = await temporaryFile();
  const raw = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, at) => 100 + 80 * Math.sin(at / 3000 + (at % 3))));
  const image = sharp(raw, { raw: { width: 64, height: 48, channels: 3 } });
  await image
    .tiff({ compression: 'jpeg', quality: chroma === '4:4:4' ? 95 : 80, tile: true, tileWidth: 32, tileHeight: 32 })
    .toFile(file);
  const scene = await openUntilEnd(file);
  const { pixels } = await scene.read({ x: 0, y: 0, width: 64, height: 48 });
  const decoded = await sharp(file).raw().toBuffer();
  const off = pixels.map((one, at) => Math.abs(one - (decoded[at] as number)));
  expect(off.reduce((sum, one) => sum + one, 0) / off.length).toBeLessThan(3);
});

test.each(['lzw', 'packbits'] as const)('%s', async (compression) => {
  const file = await temporaryFile();
  const raw = Buffer.from(expected().flat());
  const { width, height } = window;
  const image = sharp(raw, { raw: { width, height, channels: 3 } });
  await image.tiff({ compression, predictor: 'none' }).toFile(file);
  const scene = await openUntilEnd(file);
  expect(coloursOf((await scene.read({ x: 0, y: 0, width, height })).pixels)).toEqual(expected());
});

test('ZSTD', async () => {
  const scene = await openWritten({ ...rgb, zstd: true, tile: [16, 16] });
  expect(coloursOf((await scene.read(window)).pixels)).toEqual(expected());
});

test('a compression that is not supported is named', async () => {
  const fields = new Map([[259, numbers('short', 34712)]]);
  const scene = await openWritten({ ...rgb, fields });
  await expect(scene.read(window)).rejects.toThrow('scene.tif: It is compressed with JPEG 2000');
});

test('a compressed strip of the whole scene is refused, and read where it is not compressed', async () => {
  const large = { width: 30_000, height: 20_000, samples: 3, value, hollow: true };
  const refused = await openWritten({ ...large, fields: new Map([[259, numbers('short', 8)]]) });
  await expect(refused.read(window)).rejects.toThrow('A block of it has 30000 × 20000 pixels');
  const read = await openWritten(large);
  expect((await read.read(window)).pixels).toEqual(new Uint8Array(3 * 220));
});

test('a file that is cut off is refused, and is never read as zeros', async () => {
  const file = await temporaryFile();
  await writeTiff(file, [
    { ...rgb, rowsPerStrip: 1, fields: new Map([[273, numbers('long', ...Array(29).fill(1e6))]]) },
  ]);
  const scene = await openUntilEnd(file);
  await expect(scene.read(window)).rejects.toThrow(
    /scene\.tif: It has \d+ bytes, and byte 1000111 is needed\. It is damaged or cut off/,
  );
});

test('a block that becomes larger than it may be is not decompressed', async () => {
  const file = await temporaryFile();
  const bomb = deflateSync(new Uint8Array(100 << 20));
  const fieldsAt = (offset: number) =>
    new Map([
      [259, numbers('short', 8)],
      [324, numbers('long', offset)],
      [325, numbers('long', bomb.length)],
    ]);
  const small = { ...rgb, width: 16, height: 16, tile: [16, 16] as const };
  await writeTiff(file, [{ ...small, fields: fieldsAt(0) }]);
  await writeTiff(file, [{ ...small, fields: fieldsAt((await stat(file)).size) }]);
  await appendFile(file, bomb);
  const scene = await openUntilEnd(file);
  await expect(scene.read({ x: 0, y: 0, width: 16, height: 16 })).rejects.toThrow('A block of it cannot be decoded');
});

test('a file that is no TIFF is refused by name', async () => {
  const file = await temporaryFile('scene.png');
  await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toFile(file);
  await expect(openUntilEnd(file)).rejects.toThrow('scene.tif: It is no TIFF.');
  await expect(openUntilEnd(`${file}.gone`)).rejects.toThrow('scene.tif: It does not exist');
});
