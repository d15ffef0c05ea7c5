import { NotANumberError, ShapeError } from './errors';

/** One row of scores; higher is better. */
export type ScoreRow = Float32Array | Float64Array;

/**
 * The scores of every query (row) against every gallery item (column), which need not exist as a matrix.
 * Cross-modal evaluation takes images as rows and captions as columns.
 */
export interface Scores {
  readonly rows: number;
  readonly columns: number;
  /**
   * The scores of one row, `columns` long. Rows are asked for in ascending order; the array may be reused by the next call.
   * Without `at` some functions go over all rows twice (each says so), and both passes must see the same numbers.
   */
  row(index: number): ScoreRow;
  /** One score, exactly as `row(row)[column]` holds it. With it one pass over the rows is enough. */
  at?(row: number, column: number): number;
}

/** A row-major matrix as scores. Throws `ShapeError` where data is not rows × columns long. Nothing is copied. */
export function scoreMatrix(data: ScoreRow, rows: number, columns: number): Required<Scores> {
  if (data.length !== rows * columns) throw new ShapeError('Length of a score matrix', rows * columns, data.length);
  return {
    rows,
    columns,
    row: (index) => data.subarray(index * columns, (index + 1) * columns),
    at: (row, column) => data[row * columns + column] as number,
  };
}

/** The same scores with the roles of rows and columns exchanged; each row is gathered from `at`. */
export function transposeScores(scores: Required<Scores>): Required<Scores> {
  return {
    rows: scores.columns,
    columns: scores.rows,
    row: (index) => Float64Array.from({ length: scores.rows }, (_, row) => scores.at(row, index)),
    at: (row, column) => scores.at(column, row),
  };
}

/** A row as the callback gives it. Throws `ShapeError` where its length is not the number of columns. */
export function rowOf(scores: Scores, index: number): ScoreRow {
  const row = scores.row(index);
  if (row.length !== scores.columns) throw new ShapeError(`Length of score row ${index}`, scores.columns, row.length);
  return row;
}

/** Throws `NotANumberError` with the position of the first NaN of a row. */
export function refuseNaN(row: ScoreRow, index: number): void {
  for (let column = 0; column < row.length; column++) {
    if (Number.isNaN(row[column])) throw new NotANumberError(index, column);
  }
}
