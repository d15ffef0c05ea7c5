import { describe, expect, it } from 'vitest';
import { InvalidOptionError, NotANumberError, SizeMismatchError } from '../errors';
import { queryMap } from '../ranking/query-map';
import { rankingOf } from '../ranking/ranking-of';
import { scoreMatrix } from '../score-matrix';
import type { Scores } from '../scores';
import { fuseRuns } from './fuse-runs';
import { normaliseScores } from './normalise-scores';
import { reciprocalRerank } from './reciprocal-rerank';
import { sumScores } from './sum-scores';

describe('fuseRuns', () => {
  const runs = [queryMap({ q: { a: 10, b: 6, c: 2 } }), queryMap({ q: { b: 0.9, d: 0.1 }, only: { x: 1 } })];
  const fusedBy = (options: Parameters<typeof fuseRuns>[1]) =>
    Object.fromEntries(fuseRuns(runs, options).get('q') ?? []);

  it('rrf adds 1 / (60 + rank)', () => {
    expect(fusedBy({})).toEqual({ a: 1 / 61, b: 1 / 62 + 1 / 61, c: 1 / 63, d: 1 / 62 });
    expect(fusedBy({ k: 0 })).toEqual({ a: 1, b: 1.5, c: 1 / 3, d: 0.5 });
    expect(fuseRuns(runs).get('only')).toEqual(new Map([['x', 1 / 61]]));
  });

  it('rrf lets equal scores share the mean of their ranks', () => {
    const tied = fuseRuns([queryMap({ q: { a: 1, b: 1, c: 0 } })], { k: 0 });
    expect(tied.get('q')).toEqual(
      new Map([
        ['a', 1 / 1.5],
        ['b', 1 / 1.5],
        ['c', 1 / 3],
      ]),
    );
  });

  it('combsum adds normalised scores and combmnz counts the runs', () => {
    expect(fusedBy({ method: 'combsum' })).toEqual({ a: 1, b: 0.5 + 1, c: 0, d: 0 });
    expect(fusedBy({ method: 'combmnz' })).toEqual({ a: 1, b: 3, c: 0, d: 0 });
    expect(fusedBy({ method: 'combsum', normalisation: 'none' })).toEqual({ a: 10, b: 6.9, c: 2, d: 0.1 });
  });

  it('refuses NaN', () => {
    expect(() => fuseRuns([queryMap({ q: { a: Number.NaN } })])).toThrow(NotANumberError);
  });
});

it('normalises by z-score, and equal scores to a constant', () => {
  expect([
    ...normaliseScores(
      new Map([
        ['a', 1],
        ['b', 3],
      ]),
      'z-score',
    ).values(),
  ]).toEqual([-1, 1]);
  expect([
    ...normaliseScores(
      new Map([
        ['a', 2],
        ['b', 2],
      ]),
      'z-score',
    ).values(),
  ]).toEqual([0, 0]);
  expect([
    ...normaliseScores(
      new Map([
        ['a', 2],
        ['b', 2],
      ]),
      'min-max',
    ).values(),
  ]).toEqual([1, 1]);
});

describe('sumScores', () => {
  const a = scoreMatrix(Float32Array.of(1, 2, 3, 4), 2, 2);
  const b = scoreMatrix(Float64Array.of(10, 20, 30, 40), 2, 2);

  it('adds weighted matrices row by row, with at where all have it', () => {
    const sum = sumScores([a, b], { weights: [1, 0.5] });
    expect([...sum.row(0), ...sum.row(1)]).toEqual([6, 12, 18, 24]);
    expect(sum.at?.(1, 0)).toBe(18);
    const callback: Scores = { rows: 2, columns: 2, row: (index) => a.row(index) };
    expect(sumScores([callback, b])).not.toHaveProperty('at');
    expect([...sumScores([callback, b]).row(1)]).toEqual([33, 44]);
  });

  it('refuses other sizes', () => {
    expect(() => sumScores([a, scoreMatrix(Float32Array.of(1, 2), 1, 2)])).toThrow(SizeMismatchError);
    expect(() => sumScores([a, scoreMatrix(Float32Array.of(1, 2), 2, 1)])).toThrow(SizeMismatchError);
    expect(() => sumScores([a, b], { weights: [1] })).toThrow(SizeMismatchError);
    expect(() => sumScores([])).toThrow(InvalidOptionError);
  });
});

describe('reciprocalRerank', () => {
  // Row 0 ranks 0, 1, 2; column 0 prefers row 1, column 1 prefers row 0.
  const scores = scoreMatrix(Float32Array.of(0.9, 0.8, 0.1, 1, 0.2, 0.3), 2, 3);

  it('sorts the shortlist by the place of the row in each item’s own ranking, and keeps the rest', () => {
    expect(reciprocalRerank(scores, { depth: 2 }).map((order) => [...order])).toEqual([
      [1, 0, 2],
      [0, 2, 1],
    ]);
  });

  it('puts the row of the lower index first in an item’s own ranking', () => {
    // Column 0 ties both rows, so row 1 is after row 0 there; column 1 ranks row 1 first.
    const tied = scoreMatrix(Float32Array.of(1, 0, 1, 0.5), 2, 2);
    expect(reciprocalRerank(tied).map((order) => [...order])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('changes nothing at depth 1', () => {
    expect(reciprocalRerank(scores, { depth: 1 })).toEqual([rankingOf(scores.row(0)), rankingOf(scores.row(1))]);
    expect(() => reciprocalRerank(scores, { depth: 0 })).toThrow(InvalidOptionError);
  });
});
