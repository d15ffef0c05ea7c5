import { NotANumberError, SizeMismatchError } from './errors';

/** One row of scores; higher is better. */
export type ScoreRow = Float32Array | Float64Array;

/**
 * The scores of every query (row) against every gallery item (column). They need not exist as a matrix.
 * In cross-modal evaluation the rows are images and the columns captions.
 */
export interface Scores {
  readonly rows: number;
  readonly columns: number;
  /**
   * The scores of one row, `columns` long. Rows are requested in ascending order; the next call may reuse the array.
   * Without `at` some functions read all rows twice (each says so), and both passes must see the same numbers.
   */
  row(index: number): ScoreRow;
  /** One score, exactly as in `row(row)[column]`. With it one pass over the rows is enough. */
  at?(row: number, column: number): number;
}

/** The same scores with rows and columns exchanged; each row is gathered with `at`. */
export function transposeScores(scores: Required<Scores>): Required<Scores> {
  return {
    rows: scores.columns,
    columns: scores.rows,
    row: (index) => Float64Array.from({ length: scores.rows }, (_, row) => scores.at(row, index)),
    at: (row, column) => scores.at(column, row),
  };
}

/** A row as the callback returns it. Throws `SizeMismatchError` where its length is not the number of columns. */
export function rowOf(scores: Scores, index: number): ScoreRow {
  const row = scores.row(index);
  if (row.length !== scores.columns) {
    throw new SizeMismatchError(`Length of score row ${index}`, scores.columns, row.length);
  }
  return row;
}

/** Throws `NotANumberError` with the position of the first NaN of a row. */
export function refuseNaN(row: ScoreRow, index: number): void {
  for (let column = 0; column < row.length; column++) {
    if (Number.isNaN(row[column])) throw new NotANumberError(index, column);
  }
}
