import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { blockCorrelation, CELLS, correlation, detailOf } from './detail';

const noise = (seed: number) => {
  const random = mulberry32Numbers(seed);
  return Float64Array.from({ length: CELLS * CELLS }, () => 40 * random());
};
const ramp = (slope: number) => Float64Array.from({ length: CELLS * CELLS }, (_, i) => slope * Math.floor(i / CELLS));

it('correlates as Pearson does', () => {
  expect(correlation(Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 4, 5, 9))).toBeCloseTo(11 / Math.sqrt(5 * 26), 10);
  expect(correlation(Float64Array.of(1, 2), Float64Array.of(5, 5))).toBe(0);
});

describe('details', () => {
  it('are without the shades: a slope has none but at the border', () => {
    const detail = detailOf(ramp(3));
    for (let y = 2; y < CELLS - 2; y++) expect(detail[y * CELLS + 20]).toBeCloseTo(0, 8);
  });

  it('are the same in another brightness and contrast, and differ under the same shades', () => {
    const image = noise(1).map((value, i) => value + (ramp(10)[i] as number));
    const copy = image.map((value) => 0.5 * value + 20);
    const other = noise(2).map((value, i) => value + (ramp(10)[i] as number));
    expect(blockCorrelation(detailOf(image), 1, detailOf(copy), 1)).toBeCloseTo(1, 6);
    expect(correlation(image, other)).toBeGreaterThan(0.95);
    expect(blockCorrelation(detailOf(image), 1, detailOf(other), 1)).toBeLessThan(0.2);
  });

  it('say nothing where hardly a block has any', () => {
    const faint = detailOf(noise(1)).map((value) => 0.01 * value);
    expect(blockCorrelation(faint, 1, faint, 1)).toBe(0);
    expect(blockCorrelation(faint, 100, faint, 100)).toBeCloseTo(1, 6);
  });
});
