import type { Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** The largest difference between two tensors of one shape is below the tolerance. */
export function expectClose(actual: Tensor, expected: Tensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(expected.shape);
  const wanted = expected.dataSync();
  const differences = [...actual.dataSync()].map((value, i) => Math.abs(value - (wanted[i] as number)));
  expect(
    differences.every((difference) => difference <= tolerance),
    `differences up to ${Math.max(...differences)}`,
  ).toBe(true);
}
