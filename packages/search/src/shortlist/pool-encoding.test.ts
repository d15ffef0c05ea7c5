import { expect, it } from 'vitest';
import { meanVectors, poolEncoding, wholeVectors } from './pool-encoding';

const regions = { shape: [2, 2, 2], data: Float32Array.of(1, -2, 3, -6, 0, 4, 0, 8) };

it('means, maxima and 1 of each item', () => {
  const { data, width } = poolEncoding({ regions });
  expect(width).toBe(5);
  expect([...data]).toEqual([2, -4, 3, -2, 1, 0, 6, 0, 8, 1]);
});

it('of real rows only', () => {
  const mask = { shape: [2, 2], data: Float32Array.of(1, 0, 1, 1) };
  expect([...poolEncoding({ regions, mask }).data]).toEqual([1, -2, 1, -2, 1, 0, 6, 0, 8, 1]);
});

it('a vector is taken as it is; tensors come in the order of their names', () => {
  const vector = { shape: [2, 1], data: Float32Array.of(9, 7) };
  expect([...poolEncoding({ vector, regions }).data.subarray(0, 6)]).toEqual([2, -4, 3, -2, 9, 1]);
});

it('mean vectors have length 1; zeros stay zeros', () => {
  const { data, width } = meanVectors({ regions: { shape: [2, 2, 2], data: Float32Array.of(3, 4, 3, 4, 0, 0, 0, 0) } });
  expect(width).toBe(2);
  [0.6, 0.8, 0, 0].forEach((value, at) => {
    expect(data[at]).toBeCloseTo(value, 6);
  });
});

it('whole vectors have all numbers, and length 1', () => {
  const { data, width } = wholeVectors({ regions: { shape: [1, 2, 2], data: Float32Array.of(1, -2, 2, 4) } });
  expect(width).toBe(4);
  [0.2, -0.4, 0.4, 0.8].forEach((value, at) => {
    expect(data[at]).toBeCloseTo(value, 6);
  });
});
