import { expect, test } from 'vitest';
import { coloursOf, openWritten } from '../../../test/scene/temporary-scene';
import { numbers, type PageToWrite, text } from '../../../test/scene/write-tiff';

/** Values from 0 to 9,999 from the left to the right edge, 1,000 more in each band. */
const ramp: PageToWrite = {
  ...{ width: 2000, height: 700, samples: 3, type: 'uint16', tile: [256, 256] },
  value: (x, _, sample) => 5 * x + 1000 * sample,
};

test('16 bits are stretched by percentiles of the whole scene, never of a window', async () => {
  const scene = await openWritten(ramp);
  const { ranges, stretch } = scene.record;
  expect(stretch).toBe('percentiles 2 and 98, estimated from a sample of the whole scene');
  for (const [band, [low, high]] of ranges.entries()) {
    // 2 % of the width, to a sampled square.
    expect(Math.abs(low - 1000 * band - 200)).toBeLessThan(100);
    expect(Math.abs(high - 1000 * band - 9800)).toBeLessThan(100);
  }
  // A window at the left is dark and one at the right is bright: each by its own percentiles would have all colours.
  const [left, right] = [
    await scene.read({ x: 0, y: 0, width: 100, height: 1 }),
    await scene.read({ x: 1900, y: 0, width: 100, height: 1 }),
  ];
  expect(Math.max(...left.pixels)).toBeLessThan(12);
  expect(Math.min(...right.pixels)).toBeGreaterThan(243);
  const [low, high] = ranges[0];
  const middle = (await scene.read({ x: 1000, y: 0, width: 1, height: 1 })).pixels[0];
  expect(middle).toBe(Math.round((255 * (5000 - low)) / (high - low)));
});

test('floats are stretched, 8 bits are not unless percentiles are given', async () => {
  const floats = await openWritten({ ...ramp, type: 'float32', value: (x) => x / 2000 });
  expect(floats.record.ranges[0][0]).toBeCloseTo(0.02, 1);
  const bytes: PageToWrite = { ...ramp, type: 'uint8', value: (x) => Math.floor(x / 20) };
  expect((await openWritten(bytes)).record).toMatchObject({
    ranges: [
      [0, 255],
      [0, 255],
      [0, 255],
    ],
    stretch: 'none',
  });
  const [[low, high]] = (await openWritten(bytes, { stretch: [10, 90] })).record.ranges;
  expect([low, high]).toEqual([expect.closeTo(10, -0.5), expect.closeTo(90, -0.5)]);
});

test('a given range of values is used as it is', async () => {
  const scene = await openWritten(ramp, {
    range: [
      [0, 10_000],
      [0, 20_000],
      [0, 5000],
    ],
  });
  const [pixel] = coloursOf((await scene.read({ x: 400, y: 5, width: 1, height: 1 })).pixels);
  expect(pixel).toEqual([51, 38, 204]);
});

const overview = (width: number, height: number, rest: Partial<PageToWrite> = {}): PageToWrite => ({
  ...{
    width,
    height,
    samples: 3,
    type: 'uint16',
    tile: [256, 256],
    value: () => 77,
    fields: new Map([[254, numbers('long', 1)]]),
  },
  ...rest,
});

test('percentiles come from an overview that shows the whole scene', async () => {
  const scene = await openWritten([ramp, overview(1000, 350)]);
  expect(scene.record.stretch).toBe('percentiles 2 and 98, estimated from an overview of 1000 × 350 pixels');
  expect(scene.record.ranges[0]).toEqual([77, 77]);
});

test.each([
  ['of another shape', overview(800, 350)],
  ['with other bands', overview(1000, 350, { samples: 1 })],
  ['of another type', overview(1000, 350, { type: 'uint8' })],
  ['that is no smaller copy', overview(1000, 350, { fields: new Map() })],
  ['that is too small', overview(200, 70)],
])('an overview %s is not used', async (_, page) => {
  const scene = await openWritten([ramp, page]);
  expect(scene.record).toMatchObject({ width: 2000, height: 700 });
  expect(scene.record.stretch).toContain('a sample of the whole scene');
});

test('an overview that comes first is not taken for the scene', async () => {
  const scene = await openWritten([overview(1000, 350), ramp]);
  expect(scene.record).toMatchObject({ width: 2000, height: 700 });
});

test('pixels without data do not take part, however few have data', async () => {
  const value: PageToWrite['value'] = (x, y) => (x >= 1990 && y >= 690 ? 500 + x - 1990 : 0);
  const scene = await openWritten({ ...ramp, samples: 1, value, fields: new Map([[42113, text('0')]]) });
  expect(scene.record.ranges[0]).toEqual([500, 509]);
  const none = openWritten({ ...ramp, width: 100, height: 100, value: () => 0, fields: new Map([[42113, text('0')]]) });
  await expect(none).rejects.toThrow('It has no pixel with data.');
});
