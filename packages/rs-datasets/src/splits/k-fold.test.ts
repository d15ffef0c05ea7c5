import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../test/dataset-of';
import { kFold } from './k-fold';

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

  it.each([
    [1, 'The option k is 1; it must be an integer of at least 2.'],
    [2.5, 'The option k is 2.5; it must be an integer of at least 2.'],
    [11, '10 images cannot be divided into 11 folds.'],
  ])('refuses k = %d of ten images', (k, message) => {
    expect(() => kFold(datasetOf(10), { k, seed: 1 })).toThrow(message);
  });
});
