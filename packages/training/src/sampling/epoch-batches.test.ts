import { describe, expect, it } from 'vitest';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { epochBatches } from './epoch-batches';
import { trainingPairs } from './training-pairs';

const pairs = trainingPairs(tinyDataset({ train: 12, val: 0, test: 0 }), (caption) => [caption.length]);
const options = { batchSize: 6, imagesPerClass: null, seed: 3 };

describe('epochBatches', () => {
  it('uses every caption once per epoch and no image twice in a batch', () => {
    const batches = epochBatches(pairs, 0, options);
    expect(new Set(batches.flat())).toEqual(new Set(pairs));
    expect(batches.flat()).toHaveLength(36);
    expect(batches.map((batch) => batch.length)).toEqual([6, 6, 6, 6, 6, 6]);
    for (const batch of batches) expect(new Set(batch.map(({ image }) => image)).size).toBe(6);
  });

  it('depends only on seed and epoch', () => {
    expect(epochBatches(pairs, 1, options)).toEqual(epochBatches(pairs, 1, options));
    expect(epochBatches(pairs, 1, options)).not.toEqual(epochBatches(pairs, 2, options));
    expect(epochBatches(pairs, 1, options)).not.toEqual(epochBatches(pairs, 1, { ...options, seed: 4 }));
  });

  it.each([1, 2])('has up to %i images of a class in a batch', (imagesPerClass) => {
    const batches = epochBatches(pairs, 0, { ...options, batchSize: 4, imagesPerClass });
    expect(new Set(batches.flat())).toEqual(new Set(pairs));
    for (const batch of batches) {
      expect(new Set(batch.map(({ image }) => image)).size).toBe(batch.length);
      const classes = [...new Set(batch.map(({ className }) => className))];
      for (const name of classes)
        expect(batch.filter(({ className }) => className === name)).toHaveLength(imagesPerClass);
    }
  });

  it('names the image without a class', () => {
    const [first, ...rest] = pairs;
    const nameless = [...rest, { ...(first as (typeof pairs)[number]), className: null }];
    expect(() => epochBatches(nameless, 0, { ...options, imagesPerClass: 1 })).toThrow('images/train-0.png has none');
  });
});
