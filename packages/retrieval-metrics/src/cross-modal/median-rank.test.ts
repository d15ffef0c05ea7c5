import { expect, it } from 'vitest';
import { medianRank } from './median-rank';

const untied = (...above: number[]) => ({
  above: Uint32Array.from(above),
  tied: new Uint32Array(above.length),
  relevant: new Uint32Array(above.length).fill(1),
});

it.each([
  [[0, 4, 8], 5],
  [[0, 3, 4, 8], 4],
  [[0, 3, 5, 8], 5],
  [[0], 1],
])('is floor(median) + 1 of the 0-based ranks %j', (ranks, median) => {
  expect(medianRank(untied(...ranks), 9)).toBe(median);
});

it('is the median of the pooled ranks where they tie', () => {
  // Ranks 0 … 9 are equally likely: the median is 4.5.
  expect(medianRank({ above: Uint32Array.of(0), tied: Uint32Array.of(9), relevant: Uint32Array.of(1) }, 10)).toBe(5);
});

it('is not a number without queries', () => {
  expect(medianRank(untied(), 9)).toBeNaN();
});
