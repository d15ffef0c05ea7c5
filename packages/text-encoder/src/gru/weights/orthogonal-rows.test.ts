import { matMul, randomNormal, sub, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../../test/engines';
import { orthogonalRows } from './orthogonal-rows';

describe('orthogonalRows', () => {
  beforeAll(() => useEngine('cpu'));

  it.each([
    [1, 3],
    [5, 15],
    [40, 120],
  ])('gives %d rows of %d that are orthonormal', (count, width) => {
    tidy(() => {
      const rows = orthogonalRows(randomNormal([count, width], 0, 1, 'float32', 7) as Tensor2D);
      const products = matMul(rows, transpose(rows)).arraySync() as number[][];
      products.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(Math.abs(value - (i === j ? 1 : 0))).toBeLessThan(1e-5);
        });
      });
    });
  });

  it('is Gram–Schmidt: the first rows span what they spanned', () => {
    tidy(() => {
      const matrix = randomNormal([6, 18], 0, 1, 'float32', 3) as Tensor2D;
      const rows = orthogonalRows(matrix);
      // Row k of A minus its projection on the first k rows of Q is nothing: A Qᵀ is lower triangular, and A = A Qᵀ Q.
      const triangle = matMul(matrix, transpose(rows)) as Tensor2D;
      const values = triangle.arraySync() as number[][];
      values.forEach((row, i) => {
        for (const value of row.slice(i + 1)) expect(Math.abs(value)).toBeLessThan(1e-5);
      });
      for (const value of sub(matMul(triangle, rows), matrix).dataSync()) expect(Math.abs(value)).toBeLessThan(1e-5);
    });
  });
});
