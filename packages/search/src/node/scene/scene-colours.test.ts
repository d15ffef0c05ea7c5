import { expect, test } from 'vitest';
import { coloursOf, openWritten } from '../../../test/scene/temporary-scene';
import { numbers, type PageToWrite, text } from '../../../test/scene/write-tiff';

const whole = { x: 0, y: 0, width: 4, height: 2 };
const page = (samples: number, rest: Partial<PageToWrite> = {}): PageToWrite => ({
  ...{ width: 4, height: 2, samples },
  value: (x, y, sample) => 100 * (sample % 3) + 10 * y + x,
  ...rest,
});

test.each([
  [3, undefined, [1, 2, 3]],
  [4, undefined, [1, 2, 3]],
  [7, [3, 2, 1], [3, 2, 1]],
  [7, [4], [4]],
  [2, [2], [2]],
])('of %i bands, named %o: %o', async (samples, bands, used) => {
  const scene = await openWritten(page(samples, { fields: new Map([[262, numbers('short', 1)]]) }), { bands });
  expect(scene.record.bands).toEqual(used);
  const { pixels } = await scene.read(whole);
  const [red = 1, green = red, blue = red] = used;
  expect(coloursOf(pixels)[5]).toEqual([red, green, blue].map((band) => 100 * ((band - 1) % 3) + 11));
});

test.each([2, 5, 13])('of %i bands without a name it is not clear which are colours', async (samples) => {
  const opened = openWritten(page(samples, { fields: new Map([[262, numbers('short', 1)]]) }));
  await expect(opened).rejects.toThrow(
    `It has ${samples} bands, and no tag says which of them are red, green and blue.`,
  );
});

test('a band that does not exist is refused', async () => {
  await expect(openWritten(page(3), { bands: [4, 1, 1] })).rejects.toThrow('It has no band 4, only 3.');
});

/** A row of pixels 0 … 3 over another one. */
const nodataOf = async (given: Partial<PageToWrite>, pages: readonly PageToWrite[] = []) => {
  const scene = await openWritten([page(3, given), ...pages], { range: [0, 255] });
  const read = await scene.read(whole);
  return { nodata: read.nodata, first: coloursOf(read.pixels)[0], record: scene.record.nodata };
};

test('nodata as a value: every band has it', async () => {
  const value: PageToWrite['value'] = (x, _, sample) => (x === 0 ? 9 : x === 1 && sample > 0 ? 9 : 50);
  const found = await nodataOf({ value, fields: new Map([[42113, text('9')]]) });
  expect(found).toEqual({ nodata: 0.25, first: [0, 0, 0], record: 'the value 9' });
});

test('nodata as a value of 32 bits that decimals only approach', async () => {
  const lowest = -3.4028234663852886e38;
  const value: PageToWrite['value'] = (x) => (x < 3 ? Math.fround(lowest) : 50);
  const fields = new Map([[42113, text('-3.40282346638529e+38')]]);
  expect((await nodataOf({ type: 'float32', value, fields })).nodata).toBe(0.75);
});

test.each(['nan', '-9999'])('nodata as NaN, with the tag %s', async (tag) => {
  const value: PageToWrite['value'] = (x) => (x === 0 ? Number.NaN : 50);
  const found = await nodataOf({ type: 'float32', value, fields: new Map([[42113, text(tag)]]) });
  expect(found).toMatchObject({ nodata: 0.25, first: [0, 0, 0] });
});

test('nodata as a mask of 1 bit', async () => {
  const mask = page(1, {
    type: 'uint1',
    value: (x) => (x === 2 ? 0 : 1),
    fields: new Map([
      [254, numbers('long', 4)],
      [262, numbers('short', 4)],
    ]),
  });
  const overviewMask = {
    ...mask,
    width: 2,
    height: 1,
    fields: new Map([
      [254, numbers('long', 5)],
      [262, numbers('short', 4)],
    ]),
  };
  const found = await nodataOf({}, [overviewMask, mask]);
  expect(found).toEqual({ nodata: 0.25, first: [0, 100, 200], record: 'a mask' });
});

test('nodata as alpha', async () => {
  const value: PageToWrite['value'] = (x, _, sample) => (sample === 3 ? (x === 0 ? 0 : 255) : 50);
  const fields = new Map([
    [262, numbers('short', 2)],
    [338, numbers('short', 2)],
  ]);
  const scene = await openWritten(page(4, { value, fields }));
  expect(scene.record).toMatchObject({ bands: [1, 2, 3], nodata: 'alpha in band 4' });
  expect((await scene.read(whole)).nodata).toBe(0.25);
});

test('tiles that were never written have no data', async () => {
  const tiles: PageToWrite = { ...page(3), width: 32, tile: [16, 16], isMissing: (block) => block === 1 };
  const scene = await openWritten(tiles);
  expect((await scene.read({ x: 12, y: 0, width: 8, height: 2 })).nodata).toBe(0.5);
});

test('a window without data is all nodata', async () => {
  const found = await nodataOf({ value: () => 0, fields: new Map([[42113, text('0')]]) });
  expect(found.nodata).toBe(1);
});
