import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptionDataset } from '../caption-dataset';
import { kFold } from './k-fold';
import { parseSplit } from './parse-split';
import { randomSplit } from './random-split';
import { applySplit, partOf, splitOf } from './split';
import { canonicalSplit, splitHash } from './split-hash';

function datasetOf(count: number, classes = 1): CaptionDataset {
  const images = Array.from({ length: count }, (_, index) => ({
    id: `${index}.jpg`,
    file: `${index}.jpg`,
    split: null,
    className: `class ${index % classes}`,
    captions: [],
  }));
  return { images };
}

const reversed = ({ images }: CaptionDataset) => ({ images: [...images].reverse() });

describe('randomSplit', () => {
  it.each([
    ['UCM-Captions', 2100, 1680, 420],
    ['Sydney-Captions', 613, 490, 123],
    ['RSICD', 10921, 8737, 2184],
    ['NWPU-Captions', 31500, 25200, 6300],
  ])('has the counts that the paper states for %s', (_, images, train, test) => {
    for (const stratified of [false, true]) {
      const { parts } = randomSplit(datasetOf(images, 7), { seed: 1, stratified });
      expect([parts.train?.length, parts.test?.length]).toEqual([train, test]);
    }
  });

  it('puts each image into one part, whatever the order of the file, and the seed decides', () => {
    const sizes = fc.record({ count: fc.integer({ min: 4, max: 60 }), seed: fc.string(), stratified: fc.boolean() });
    fc.assert(
      fc.property(sizes, ({ count, seed, stratified }) => {
        const dataset = datasetOf(count, 3);
        const split = randomSplit(dataset, { seed, stratified });
        expect(Object.values(split.parts).flat().sort()).toEqual(dataset.images.map(({ id }) => id).sort());
        expect(randomSplit(reversed(dataset), { seed, stratified })).toEqual(split);
      }),
    );
    const dataset = datasetOf(100);
    expect(randomSplit(dataset, { seed: 1 })).not.toEqual(randomSplit(dataset, { seed: 2 }));
  });

  it('gives each class its share when stratified, to within one image', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 200 }), fc.integer({ min: 1, max: 6 }), (count, classes) => {
        const dataset = datasetOf(count, classes);
        const split = applySplit(dataset, randomSplit(dataset, { seed: count, stratified: true }));
        for (let index = 0; index < classes; index++) {
          const own = split.images.filter(({ className }) => className === `class ${index}`);
          const train = own.filter((image) => image.split === 'train').length;
          expect(Math.abs(train - 0.8 * own.length)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('refuses an empty part, and classes where there are none', () => {
    expect(() => randomSplit(datasetOf(10), { seed: 1, train: 1 })).toThrow('leaves a part empty');
    expect(() => randomSplit(datasetOf(10), { seed: 1, train: Number.NaN })).toThrow('leaves a part empty');
    const images = datasetOf(10).images.map((image) => ({ ...image, className: null }));
    expect(() => randomSplit({ images }, { seed: 1, stratified: true })).toThrow('0.jpg has no class');
  });
});

describe('kFold', () => {
  it('tests each image exactly once, in folds of nearly one size, each class spread evenly', () => {
    const options = fc.record({ count: fc.integer({ min: 6, max: 80 }), k: fc.integer({ min: 2, max: 6 }) });
    fc.assert(
      fc.property(options, ({ count, k }) => {
        const dataset = datasetOf(count, 4);
        const folds = kFold(dataset, { k, seed: 3, stratified: true });
        const tests = folds.map(({ parts }) => parts.test ?? []);
        expect(tests.flat().sort()).toEqual(dataset.images.map(({ id }) => id).sort());
        const sizes = tests.map((test) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const { parts } of folds) expect(parts.train?.length).toBe(count - (parts.test?.length ?? 0));
        const ofFirstClass = tests.map((test) => test.filter((id) => Number.parseInt(id, 10) % 4 === 0).length);
        expect(Math.max(...ofFirstClass) - Math.min(...ofFirstClass)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([1, 2.5, 11])('refuses k = %d of ten images', (k) => {
    expect(() => kFold(datasetOf(10), { k, seed: 1 })).toThrow('10 images cannot be put into');
  });
});

describe('a split as data', () => {
  const dataset = datasetOf(10);
  const split = randomSplit(dataset, { seed: 'a' });

  it('is applied and read back', () => {
    const applied = applySplit(dataset, split);
    expect(partOf(applied, 'test').images.map(({ id }) => id)).toEqual(split.parts.test);
    expect(canonicalSplit(splitOf(applied))).toBe(canonicalSplit(split));
    expect(parseSplit(canonicalSplit(split), 'a.json')).toEqual(split);
  });

  it('does not fit a data set that lacks an image, nor itself when it names one twice', () => {
    expect(() => applySplit(datasetOf(3), split)).toThrow('which the data set lacks');
    expect(() => applySplit(dataset, { parts: { a: ['1.jpg'], b: ['1.jpg'] } })).toThrow('1.jpg in a and in b');
  });

  it('has a hash that depends on who is where, and on nothing else', async () => {
    const { train = [], test = [] } = split.parts;
    const same = { parts: { test: [...test].reverse(), train } };
    expect(await splitHash(same)).toBe(await splitHash(split));
    expect(await splitHash({ parts: { test: train, train: test } })).not.toBe(await splitHash(split));
    expect(await splitHash({ parts: { test: ['a'], train: ['b', 'c'] } })).toMatch(/^[0-9a-f]{64}$/);
  });
});
