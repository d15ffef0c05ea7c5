import { InvalidOptionError, SizeMismatchError } from './errors';
import type { ScoreRow, Scores } from './scores';

/**
 * A matrix as scores: the list of its rows, or all its numbers row by row with the numbers of rows and columns.
 *
 * A `Float32Array` or `Float64Array` of all numbers is used without a copy; anything else is copied to double precision.
 * Throws `SizeMismatchError` where the sizes do not agree, also for a row of another length than the first; the message has the
 * index of that row. Throws `InvalidOptionError` for an entry that is not a number.
 *
 * @example
 * const nested = scoreMatrix([[0.9, 0.2], [0.3, 0.8]]);
 * const flat = scoreMatrix([0.9, 0.2, 0.3, 0.8], 2, 2);
 * console.log(nested.at(1, 0), flat.at(1, 0)); // 0.3 0.3
 */
export function scoreMatrix(rows: readonly ArrayLike<number>[]): Required<Scores>;
export function scoreMatrix(data: ArrayLike<number>, rows: number, columns: number): Required<Scores>;
export function scoreMatrix(
  data: ArrayLike<number> | readonly ArrayLike<number>[],
  rows?: number,
  columns?: number,
): Required<Scores> {
  if (typeof data !== 'object' || data === null || !isSize(data.length)) {
    throw new InvalidOptionError('data', data, 'an array of numbers, or an array of rows');
  }
  if (isNested(data, rows)) return ofRows(data, rows, columns);
  if (!isSize(rows)) throw new InvalidOptionError('rows', rows, 'an integer of at least 0, with an array of numbers');
  if (!isSize(columns)) {
    throw new InvalidOptionError('columns', columns, 'an integer of at least 0, with an array of numbers');
  }
  if (data.length !== rows * columns) {
    throw new SizeMismatchError('Length of the score matrix', rows * columns, data.length);
  }
  return ofFlat(asScoreRow(data), rows, columns);
}

function isNested(
  data: ArrayLike<number> | readonly ArrayLike<number>[],
  rows: number | undefined,
): data is readonly ArrayLike<number>[] {
  return data.length === 0 ? rows === undefined : typeof data[0] === 'object' && data[0] !== null;
}

function ofRows(data: readonly ArrayLike<number>[], rows = data.length, columns = data[0]?.length ?? 0) {
  if (data.length !== rows) throw new SizeMismatchError('Rows of the score matrix', rows, data.length);
  const flat = new Float64Array(rows * columns);
  data.forEach((row, r) => {
    const length = row?.length;
    if (length !== columns) throw new SizeMismatchError(`Length of score row ${r}`, columns, length ?? 0);
    checkNumbers(row, `[${r}]`);
    flat.set(row, r * columns);
  });
  return ofFlat(flat, rows, columns);
}

function ofFlat(data: ScoreRow, rows: number, columns: number): Required<Scores> {
  return {
    rows,
    columns,
    row: (index) => data.subarray(index * columns, (index + 1) * columns),
    at: (row, column) => data[row * columns + column] as number,
  };
}

function asScoreRow(data: ArrayLike<number>): ScoreRow {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  checkNumbers(data, '');
  return Float64Array.from(data);
}

/** Typed arrays hold nothing but numbers. */
function checkNumbers(values: ArrayLike<number>, place: string): void {
  if (ArrayBuffer.isView(values)) return;
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] !== 'number') throw new InvalidOptionError(`data${place}[${i}]`, values[i], 'a number');
  }
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
