import { CholeskyDecomposition, type Matrix } from 'ml-matrix';

/** `L` with `L Lᵀ` = a symmetric, positive definite matrix. */
export function choleskyFactor(matrix: Matrix): Matrix {
  return new CholeskyDecomposition(matrix).lowerTriangularMatrix;
}

/** `L⁻¹ B`, by forward substitution. */
export function solveLower(lower: Matrix, right: Matrix): Matrix {
  const result = right.clone();
  for (let row = 0; row < lower.rows; row++) {
    for (let before = 0; before < row; before++) subtractRow(result, row, before, lower.get(row, before));
    divideRow(result, row, lower.get(row, row));
  }
  return result;
}

/** `L⁻ᵀ B`, by backward substitution. */
export function solveLowerTransposed(lower: Matrix, right: Matrix): Matrix {
  const result = right.clone();
  for (let row = lower.rows - 1; row >= 0; row--) {
    divideRow(result, row, lower.get(row, row));
    for (let above = 0; above < row; above++) subtractRow(result, above, row, lower.get(row, above));
  }
  return result;
}

function subtractRow(matrix: Matrix, row: number, other: number, factor: number): void {
  if (factor === 0) return;
  for (let column = 0; column < matrix.columns; column++) {
    matrix.set(row, column, matrix.get(row, column) - factor * matrix.get(other, column));
  }
}

function divideRow(matrix: Matrix, row: number, divisor: number): void {
  for (let column = 0; column < matrix.columns; column++) matrix.set(row, column, matrix.get(row, column) / divisor);
}
