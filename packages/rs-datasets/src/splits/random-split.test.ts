import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../test/dataset-of';
import type { CaptionDataset } from '../caption-dataset';
import { kFold } from './k-fold';
import { randomSplit } from './random-split';
import { applySplit, partOf } from './split';
import { SplitError } from './split-error';
import { splitHash } from './split-hash';

const unit = { min: 0, max: 1, noNaN: true };
/** Of the first release: splits that people have saved. */
const HASHES = ['0139e377ecac', 'c805018f81b9', '3d4ea4532af9'];
const FOLD_HASHES = ['db62d88abc39', 'bbac0d5025de', 'b3ffd7358bbc'];

const reversed = ({ images }: CaptionDataset) => ({ images: [...images].reverse() });

describe('randomSplit', () => {
  it.each([
    ['UCM-Captions', 2100, 1680, 420],
    ['Sydney-Captions', 613, 490, 123],
    ['RSICD', 10921, 8737, 2184],
    ['NWPU-Captions', 31500, 25200, 6300],
  ])('has the counts of the paper for %s', (_, images, train, test) => {
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

  it('divides into train, val and test, by shares and by counts, and train is the same without val', () => {
    for (const stratified of [false, true]) {
      const dataset = datasetOf(2100, 21);
      const shares = randomSplit(dataset, { seed: 1, train: 0.8, val: 0.1, stratified });
      expect(Object.entries(shares.parts).map(([part, ids]) => [part, ids.length])).toEqual([
        ['train', 1680],
        ['val', 210],
        ['test', 210],
      ]);
      const two = randomSplit(dataset, { seed: 1, stratified });
      expect(shares.parts.train).toEqual(two.parts.train);
      expect([...(shares.parts.val ?? []), ...(shares.parts.test ?? [])].sort()).toEqual(two.parts.test);
      for (const counts of [
        { train: 1680, val: 210, test: 210 },
        { train: 1680, val: 210 },
      ]) {
        expect(randomSplit(dataset, { seed: 1, counts, stratified })).toEqual(shares);
      }
      expect(randomSplit(dataset, { seed: 1, counts: { train: 1680 }, stratified })).toEqual(two);
      const { images } = applySplit(dataset, shares);
      for (let index = 0; stratified && index < 21; index++) {
        const own = images.filter(({ className }) => className === `class ${index}`);
        expect([80, 10, 10]).toEqual(
          ['train', 'val', 'test'].map((part) => partOf({ images: own }, part).images.length),
        );
      }
    }
  });

  it('keeps the splits of existing seeds', async () => {
    const dataset = datasetOf(613, 7);
    const hashes = [{ seed: 1 }, { seed: 'a', train: 0.5 }, { seed: 1, stratified: true }].map((options) =>
      splitHash(randomSplit(dataset, options)),
    );
    expect((await Promise.all(hashes)).map((hash) => hash.slice(0, 12))).toEqual(HASHES);
    const folds = kFold(dataset, { k: 3, seed: 1, stratified: true }).map(splitHash);
    expect((await Promise.all(folds)).map((hash) => hash.slice(0, 12))).toEqual(FOLD_HASHES);
  });

  it('puts each image into one of three parts, none empty, or says why it cannot', () => {
    const sizes = fc.record({ train: fc.double(unit), val: fc.double(unit), count: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(sizes, fc.boolean(), ({ train, val, count }, stratified) => {
        const dataset = datasetOf(count, 3);
        try {
          const { parts } = randomSplit(dataset, { seed: 1, train, val, stratified });
          expect(Object.values(parts).flat().sort()).toEqual(dataset.images.map(({ id }) => id).sort());
          expect(parts.train).toHaveLength(Math.round(train * count));
          expect(parts.val?.length).toBe(val > 0 ? Math.round(val * count) : undefined);
          expect(Object.values(parts).every((ids) => ids.length > 0)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SplitError);
        }
      }),
    );
  });

  it.each<[object, string]>([
    [{ train: 0.8, val: 0.2 }, 'The shares train 0.8 and val 0.2 of 10 images leave a part empty.'],
    [{ train: 0.8, val: 0.01 }, 'leave a part empty'],
    [{ counts: { train: 8, val: 1, test: 2 } }, 'The counts 8 + 1 + 2 (train, val, test) do not divide 10 images.'],
    [{ counts: { train: 8, val: 2 } }, 'The counts 8 + 2 + 0'],
    [{ counts: { train: 8, val: 0 } }, 'The option counts.val is 0; it must be an integer of at least 1.'],
    [{ counts: { train: 8, dev: 1 } }, 'it must be an object with the number of images of train, val and test.'],
    [{ counts: { train: 8 }, train: 0.8 }, 'The option train is 0.8; it must be left out where counts is given.'],
    [{ valid: 0.1 }, 'The option valid is 0.1; it must be left out: randomSplit has the options'],
    [{ seed: undefined }, 'The option seed is undefined; it must be a number or a text.'],
    [{ stratified: 'no' }, 'The option stratified is "no"; it must be true or false.'],
  ])('refuses %j of ten images', (options, message) => {
    expect(() => randomSplit(datasetOf(10), { seed: 1, ...options })).toThrow(message);
  });

  it('refuses an empty part, and classes where there are none', () => {
    expect(() => randomSplit(datasetOf(10), { seed: 1, train: 1 })).toThrow('leaves a part empty');
    expect(() => randomSplit(datasetOf(10), { seed: 1, train: Number.NaN })).toThrow(
      'The option train is NaN; it must be a number from 0 to 1.',
    );
    const images = datasetOf(10).images.map((image) => ({ ...image, className: null }));
    expect(() => randomSplit({ images }, { seed: 1, stratified: true })).toThrow('0.jpg has no class');
  });
});
