import { expect, it } from 'vitest';
import { cellMeans, integralImage } from './cell-means';

const size = 6;
const values = Float64Array.from({ length: size * size }, (_, i) => (i * 7) % 11);

function means(area: { left: number; top: number; right: number; bottom: number }, cells: number): number[] {
  const out = new Float64Array(cells * cells);
  cellMeans(integralImage(values, size), area, cells, out);
  return [...out];
}

it('has the pixels themselves where a cell is a pixel', () => {
  const all = means({ left: 0, top: 0, right: size, bottom: size }, size);
  for (const [i, value] of all.entries()) expect(value).toBeCloseTo(values[i] as number, 10);
});

it('counts parts of pixels as parts', () => {
  // From 0.5 to 2.5 in both directions: one whole pixel, four halves, four quarters.
  const at = (x: number, y: number) => values[y * size + x] as number;
  const corners = (at(0, 0) + at(2, 0) + at(0, 2) + at(2, 2)) / 4;
  const sides = (at(1, 0) + at(0, 1) + at(2, 1) + at(1, 2)) / 2;
  const [mean] = means({ left: 0.5, top: 0.5, right: 2.5, bottom: 2.5 }, 1);
  expect(mean).toBeCloseTo((corners + sides + at(1, 1)) / 4, 10);
});

it('has the same mean over a grid as over the whole', () => {
  const area = { left: 0.3, top: 1.1, right: 5.9, bottom: 5.2 };
  const cells = means(area, 4);
  expect(cells.reduce((sum, value) => sum + value, 0) / 16).toBeCloseTo(means(area, 1)[0] as number, 10);
});
