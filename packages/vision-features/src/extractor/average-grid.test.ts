import { expect, it } from 'vitest';
import { averageGrid } from './average-grid';

it('averages whole cells of the map', () => {
  const map = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60, 7, 70, 8, 80);
  expect([...averageGrid(map, [2, 4], [1, 2], 2)]).toEqual([3.5, 35, 5.5, 55]);
  expect([...averageGrid(map, [2, 2], [1, 1], 2)]).toEqual([2.5, 25, 6.5, 65]);
});

it('a cell of the map in several cells of the grid counts in each by its shared area', () => {
  // 3 → 2: of each half, one whole cell and half of the middle one, over 1.5 cells.
  expect([...averageGrid(Float32Array.of(3, 6, 9), [1, 3], [1, 2], 1)]).toEqual([4, 8]);
  const corner = averageGrid(Float32Array.of(9, 0, 0, 0, 0, 0, 0, 0, 0), [3, 3], [2, 2], 1);
  expect([...corner]).toEqual([4, 0, 0, 0]);
});

it('keeps the mean of the map, and a constant', () => {
  const map = Float32Array.from({ length: 17 * 17 }, (_, i) => Math.sin(i));
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const grid of [
    [4, 4],
    [3, 5],
    [16, 2],
  ] as const) {
    expect(mean(averageGrid(map, [17, 17], grid, 1))).toBeCloseTo(mean(map), 6);
    for (const value of averageGrid(new Float32Array(289).fill(7), [17, 17], grid, 1)) expect(value).toBeCloseTo(7, 5);
  }
});
