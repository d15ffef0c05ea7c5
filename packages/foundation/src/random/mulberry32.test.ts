import { expect, it } from 'vitest';
import { mulberry32, mulberry32Numbers } from './mulberry32';
import { sampleIndices } from './sample-indices';

it('gives the same numbers in every release: committed results depend on them', () => {
  const integer = mulberry32(1);
  expect([integer(), integer(), integer()]).toEqual([2693262067, 11749833, 2265367787]);
  expect(mulberry32Numbers(1)()).toBe(2693262067 / 2 ** 32);
});

it('samples without replacement, and no more than there are', () => {
  const sample = sampleIndices(10, 4, mulberry32Numbers(3));
  expect(new Set(sample).size).toBe(4);
  expect(sample.every((index) => index >= 0 && index < 10)).toBe(true);
  expect(sampleIndices(3, 9, mulberry32Numbers(3)).sort()).toEqual([0, 1, 2]);
});
