import { grads, mul, type Scalar, sum, type Tensor, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientError } from '../../test/directional-derivative';
import { engines, useEngine } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import { l2Normalize } from './l2-normalize';

describe.each(engines)('l2Normalize on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it('divides each row by its length', () => {
    tidy(() => {
      const rows = l2Normalize(tensor2d([3, 4, 0, 0, -2, 0], [3, 2])).dataSync();
      expect([...rows]).toEqual([0.6, 0.8, 0, 0, -1, 0].map((value) => expect.closeTo(value, 6)));
    });
  });

  it.each([1, 3, 4, 7, 16, 35])('has the gradient of finite differences at depth %d', (depth) => {
    tidy(() => {
      const shape = [2, 3, depth];
      const coefficients = tensor(randomValues(6 * depth, 1), shape);
      const loss = (x: Tensor) => sum(mul(l2Normalize(x), coefficients)) as Scalar;
      expect(gradientError(loss, [tensor(randomValues(6 * depth, 2), shape)])).toBeLessThan(2e-3);
    });
  });

  it('has the gradient 0 at a row of zeros', () => {
    tidy(() => {
      const loss = (x: Tensor) => sum(mul(l2Normalize(x), 3)) as Scalar;
      const [gradient] = grads(loss as never)([tensor2d([0, 0, 1, 0], [2, 2])]);
      expect([...(gradient as Tensor).dataSync()]).toEqual([0, 0, 0, 3].map((value) => expect.closeTo(value, 6)));
    });
  });
});
