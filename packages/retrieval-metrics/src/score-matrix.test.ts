import { describe, expect, it } from 'vitest';
import { InvalidOptionError, SizeMismatchError } from './errors';
import { scoreMatrix } from './score-matrix';

const expected = [
  [0.5, 2],
  [-1, Number.NEGATIVE_INFINITY],
  [4, 0.25],
];
const flat = expected.flat();

describe('scoreMatrix', () => {
  it.each([
    ['an array of numbers', scoreMatrix(flat, 3, 2)],
    ['a Float32Array', scoreMatrix(Float32Array.from(flat), 3, 2)],
    ['a Float64Array', scoreMatrix(Float64Array.from(flat), 3, 2)],
    ['nested arrays', scoreMatrix(expected)],
    ['a list of typed rows', scoreMatrix(expected.map((row) => Float32Array.from(row)))],
  ])('takes %s', (_, { rows, columns, row, at }) => {
    expect([rows, columns]).toEqual([3, 2]);
    expect([0, 1, 2].map((index) => [...row(index)])).toEqual(expected);
    expect([0, 1, 2].map((index) => [at(index, 0), at(index, 1)])).toEqual(expected);
  });

  it('takes integers in a typed array, and matrices without rows', () => {
    expect([...scoreMatrix(Uint8Array.of(3, 1), 1, 2).row(0)]).toEqual([3, 1]);
    expect(scoreMatrix([])).toMatchObject({ rows: 0, columns: 0 });
    expect(scoreMatrix([], 0, 5)).toMatchObject({ rows: 0, columns: 5 });
    expect(scoreMatrix([[], []])).toMatchObject({ rows: 2, columns: 0 });
  });

  it('does not copy a matrix of floats', () => {
    const data = Float32Array.from(flat);
    expect(scoreMatrix(data, 3, 2).row(0).buffer).toBe(data.buffer);
  });

  // biome-ignore lint/suspicious/noExplicitAny: what plain JavaScript may pass.
  const wrong = scoreMatrix as (...values: any[]) => unknown;

  it('names the row that is longer or shorter than the first', () => {
    expect(() => wrong([[1, 2], [3, 4], [5]])).toThrow('Length of score row 2: expected 2, got 1.');
    expect(() => wrong([[1, 2], null])).toThrow('Length of score row 1: expected 2, got 0.');
    expect(() => wrong([[1, 2]], 2)).toThrow('Rows of the score matrix: expected 2, got 1.');
    expect(() => wrong([[1, 2]], 1, 3)).toThrow('Length of score row 0: expected 3, got 2.');
  });

  it('refuses other sizes than the length of the data', () => {
    expect(() => wrong(flat, 3, 3)).toThrow(SizeMismatchError);
    expect(() => wrong(flat, 2.4, 2.5)).toThrow(InvalidOptionError);
    expect(() => wrong(flat)).toThrow('rows is undefined; it must be an integer of at least 0');
    expect(() => wrong(flat, 3)).toThrow('columns is undefined');
  });

  it('refuses an entry that is not a number, with its place', () => {
    expect(() => wrong([1, '2'], 1, 2)).toThrow('data[1] is "2"; it must be a number');
    expect(() =>
      wrong([
        [1, 2],
        [3, null],
      ]),
    ).toThrow('data[1][1] is null');
    expect(() => wrong(undefined, 1, 2)).toThrow('data is undefined; it must be an array of numbers');
    expect(() => wrong(3, 1, 2)).toThrow(InvalidOptionError);
  });
});
