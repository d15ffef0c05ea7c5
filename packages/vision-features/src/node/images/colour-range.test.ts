import { describe, expect, it } from 'vitest';
import { tiffFile } from '../../../test/tiff-file';
import { formatColourRange, parseColourRange } from './colour-range';
import { decodePixels, type PixelOptions, readPixels } from './read-pixels';

const SIZE = { width: 16, height: 16 };
/** Red 0 … 3000 to the right, green 0 … 1500 downwards, blue 600 everywhere. */
const reflectance = (x: number, y: number, band: number): number => [200 * x, 100 * y, 600][band] ?? 0;
const scene = (bits: 8 | 16 = 16) => tiffFile({ ...SIZE, bands: 3, photometric: 2, bits }, reflectance);
const decode = (bytes: Uint8Array, options: Partial<PixelOptions> = {}) =>
  decodePixels(bytes, 'scene.tif', { size: 16, ...options });
const expected = (map: (value: number, band: number) => number) =>
  Array.from({ length: 16 * 16 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const mapped = Math.round(map(reflectance(pixel % 16, Math.floor(pixel / 16), at % 3), at % 3));
    return Math.min(255, Math.max(0, mapped));
  });

describe('range and stretch', () => {
  it('maps a range of the values to 0 … 255, one for all bands or one for each', async () => {
    expect([...(await decode(scene(), { range: [0, 3000] }))]).toEqual(expected((value) => (255 * value) / 3000));
    const range = [
      [0, 3000],
      [500, 1000],
      [0, 1200],
    ] as const;
    expect([...(await decode(scene(), { range }))]).toEqual(
      expected((value, band) => {
        const [minimum, maximum] = range[band] as readonly [number, number];
        return (255 * (value - minimum)) / (maximum - minimum);
      }),
    );
  });

  it('maps percentiles of the image, band by band', async () => {
    // Of 16 columns the first is 1/16 of the pixels; 90 % are reached at the 15th.
    expect([...(await decode(scene(), { stretch: [2, 90] }))]).toEqual(
      expected((value, band) => [(255 * value) / 2800, (255 * value) / 1400, 0][band] ?? 0),
    );
    expect(Math.max(...(await decode(scene(), { stretch: [2, 98] })))).toBe(255);
  });

  it('works on 8 bits, on bands without a tag and in planes too', async () => {
    const low = tiffFile({ ...SIZE, bands: 4, planar: true, tile: 16 }, (x, y, band) => [2 * x, y, 7, 9][band] ?? 0);
    const pixels = await decode(low, { range: [0, 30] });
    expect([...pixels.subarray(45, 48)]).toEqual([255, 0, 60]);
  });

  it('without them drops the lower half as before, and says how many levels are left', async () => {
    const notes: string[] = [];
    const onNote = (note: string) => void notes.push(note);
    expect([...(await decode(scene(), { onNote }))]).toEqual(expected((value) => Math.floor(value / 256)));
    expect(notes).toEqual([expect.stringContaining('its values use 12 of 256 levels')]);
    // A bright band in a part of the range is the same; the full range, 8 bits, and 8 bits kept in 16 are not.
    await decode(
      tiffFile({ ...SIZE, bands: 1, bits: 16 }, (x, y) => 65_535 - 13 * x - 200 * y),
      { onNote },
    );
    expect(notes).toHaveLength(2);
    for (const map of [(x: number, y: number) => 4000 * x + 90 * y, (x: number, y: number) => 257 * (x + y)]) {
      await decode(tiffFile({ ...SIZE, bands: 1, bits: 16 }, map), { onNote });
    }
    await decode(scene(), { onNote, stretch: [0, 100] });
    expect(notes).toHaveLength(2);
  });

  it('says it of 12 bits too, and where 0 and 65,535 mark pixels without data', async () => {
    const notes: string[] = [];
    const onNote = (note: string) => void notes.push(note.split('.')[0] as string);
    const grey = (value: (x: number, y: number) => number) => tiffFile({ ...SIZE, bands: 1, bits: 16 }, value);
    await decode(
      grey((x, y) => 16 * (16 * y + x)),
      { onNote },
    );
    await decode(
      grey((x, y) => (x < 2 ? 65_535 : x < 4 ? 0 : 10 * (16 * y + x))),
      { onNote },
    );
    expect(notes).toEqual(['its values use 16 of 256 levels', 'its values use 11 of 256 levels']);
    // Only such marks: nothing is lost.
    await decode(
      grey((x) => (x < 8 ? 0 : 65_535)),
      { onNote },
    );
    expect(notes).toHaveLength(2);
  });

  it.each([
    [{ range: [3000, 0] }, 'The option range is [3000,0]'],
    [{ range: [0, Number.NaN] }, 'The option range'],
    [
      {
        range: [
          [0, 1],
          [0, 1],
        ],
      },
      'The option range',
    ],
    [{ range: '0,3000' }, 'The option range'],
    [{ stretch: [2, 101] }, 'The option stretch is [2,101]'],
    [{ stretch: [98, 2] }, 'The option stretch'],
    [{ range: [0, 1], stretch: [2, 98] }, 'null where range is given'],
  ])('refuses %o', async (options, message) => {
    await expect(readPixels('any.tif', { size: 16, ...options } as unknown as PixelOptions)).rejects.toThrow(message);
  });
});

it.each([
  [{ range: [0, 3000], stretch: null }],
  [
    {
      range: [
        [-10.5, 3000],
        [0, 2500],
        [1e-7, 2e21],
      ],
      stretch: null,
    },
  ],
  [{ range: null, stretch: [2, 98] }],
] as const)('a formatted mapping is parsed again: %j', ({ range, stretch }) => {
  expect(parseColourRange(formatColourRange(range, stretch) as string)).toEqual({ range, stretch });
});

it('of a text that is no mapping, nothing is mapped', () => {
  for (const text of ['none', 'bgr', 'range', 'range of colours', '']) {
    expect(parseColourRange(text), text).toEqual({ range: null, stretch: null });
  }
});
