import { concat, div, matMul, norm, slice, sub, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';

/**
 * Gram–Schmidt: Q with Q Qᵀ = 1, whose first k rows have the span of the first k rows of A, for every k. A Gaussian A gives a
 * uniformly distributed orthogonal Q (Saxe et al. 2014), as Keras' `orthogonal` does.
 *
 *     Q₁ = orthogonalRows(A₁),   Q₂ = orthogonalRows(A₂ − A₂ Q₁ᵀ Q₁)     A₁, A₂ the upper and the lower half
 *
 * The recursion by halves does most of the work in matrix products. tfjs' own orthogonal initialiser works column by column and
 * takes far too long at 2048 units.
 *
 * @param rows - A `[m, n]` of full rank, m ≤ n. A square or a non-Gaussian A makes the last rows less exact.
 */
export function orthogonalRows(rows: Tensor2D): Tensor2D {
  const [count, width] = rows.shape;
  return tidy(() => {
    if (count === 1) return div(rows, norm(rows));
    const half = count >> 1;
    const upper = orthogonalRows(slice(rows, [0, 0], [half, width]));
    const lower = slice(rows, [half, 0], [count - half, width]);
    const along: Tensor2D = matMul(matMul(lower, transpose(upper)), upper);
    return concat([upper, orthogonalRows(sub(lower, along))]);
  });
}
