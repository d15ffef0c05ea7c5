import { seededRandom } from '@rs-sam/foundation/random';
import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';

/** A matrix that is known only by its products. */
export interface ImplicitMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `M X` */
  times(x: Matrix): Matrix;
  /** `Mᵀ X` */
  transposedTimes(x: Matrix): Matrix;
}

/** The best approximation of a matrix with a rank: `M ≈ U Σ Vᵀ`. */
export interface TruncatedSvd {
  /** [rows, rank] */
  readonly left: Matrix;
  /** Largest first. */
  readonly values: readonly number[];
  /** [columns, rank] */
  readonly right: Matrix;
}

/** Directions beyond the rank, and rounds: they make the error as small as the rounding of the vectors. */
const [MORE, ROUNDS] = [16, 6];

/**
 * The largest singular values of a matrix and their vectors, by subspace iteration: `Q ← orth(M Mᵀ Q)`, then the singular values of the
 * small `Qᵀ M` (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1). The same matrix gives the same result.
 */
export function truncatedSvd(matrix: ImplicitMatrix, rank: number): TruncatedSvd {
  const { rows, columns } = matrix;
  const directions = Math.min(rank + MORE, rows, columns);
  const random = seededRandom(1);
  // Sums of uniform numbers are near enough to normal ones.
  const start = Matrix.zeros(columns, directions);
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < directions; column++) start.set(row, column, random() + random() + random() - 1.5);
  }
  let basis = orthonormal(matrix.times(start));
  for (let round = 0; round < ROUNDS; round++) {
    basis = orthonormal(matrix.times(orthonormal(matrix.transposedTimes(basis))));
  }
  // Tall, as the library wants it: its left vectors are the right ones of the matrix.
  const small = new SingularValueDecomposition(matrix.transposedTimes(basis));
  const kept = Math.min(rank, directions);
  const first = (all: Matrix) => all.subMatrix(0, all.rows - 1, 0, kept - 1);
  return {
    left: basis.mmul(first(small.rightSingularVectors)),
    values: small.diagonal.slice(0, kept),
    right: first(small.leftSingularVectors),
  };
}

const orthonormal = (matrix: Matrix): Matrix => new QrDecomposition(matrix).orthogonalMatrix;
