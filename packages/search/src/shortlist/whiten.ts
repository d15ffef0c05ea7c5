import { Matrix } from 'ml-matrix';
import { choleskyFactor, solveLower, solveLowerTransposed } from './triangular';

/** Features in coordinates in which the ridge regression is an ordinary one. */
export interface WhitenedFeatures {
  /** `X L⁻ᵀ` with `XᵀX + λI = L Lᵀ`, [rows, k]. */
  readonly rows: Matrix;
  /** Directions in these coordinates as directions of the features: `L⁻ᵀ W`, [k, r] to [features, r]. */
  back(directions: Matrix): Matrix;
}

/** Part of the mean diagonal that is added so that rounding does not make a factor fail. */
const JITTER = 1e-9;

/**
 * `X L⁻ᵀ` for `XᵀX + λI = L Lᵀ`.
 *
 * Where there are more features than rows, X is first written as `R Qᵀ` with orthonormal `Q`, from `XXᵀ = R Rᵀ`: a ridge regression has no
 * weight outside of the space of the rows, so the fit is the same and no matrix is larger than the rows.
 */
export function whiten(x: Matrix, ridge: number): WhitenedFeatures {
  if (x.columns <= x.rows) {
    const factor = choleskyFactor(withDiagonal(x.transpose().mmul(x), ridge));
    return {
      rows: solveLower(factor, x.transpose()).transpose(),
      back: (directions) => solveLowerTransposed(factor, directions),
    };
  }
  const gram = x.mmul(x.transpose());
  const rowFactor = choleskyFactor(withDiagonal(gram, (JITTER * gram.trace()) / gram.rows));
  const inside = whiten(rowFactor, ridge);
  return {
    rows: inside.rows,
    // Q = Xᵀ R⁻ᵀ
    back: (directions) => x.transpose().mmul(solveLowerTransposed(rowFactor, inside.back(directions))),
  };
}

function withDiagonal(matrix: Matrix, value: number): Matrix {
  return Matrix.add(matrix, Matrix.eye(matrix.rows).mul(value));
}
