import { describe, expect, it } from 'vitest';
import { EmptyRelevanceError, InvalidOptionError } from '../errors';
import { recall } from '../measures/recall';
import { queryMap } from '../ranking/query-map';
import { plainTable } from '../tables/plain-table';
import { compare } from './compare';

const queries = Array.from({ length: 12 }, (_, i) => `q${i}`);
const qrels = queryMap(Object.fromEntries(queries.map((query) => [query, { good: 1 }])));
/** A run that has the relevant item first for these queries, second for the others. */
const runWith = (first: (i: number) => boolean) =>
  queryMap(Object.fromEntries(queries.map((query, i) => [query, { good: first(i) ? 2 : 0, bad: 1 }])));
const runs = { bm25: runWith((i) => i % 4 === 0), same: runWith((i) => i % 4 === 0), dense: runWith((i) => i !== 0) };

describe('compare', () => {
  const { reports, pairs, table } = compare(qrels, runs, { measures: ['RR', recall({ at: 1 })] });

  it('has the figures of each run', () => {
    expect(reports.get('bm25')?.map(({ name, mean }) => [name, mean])).toEqual([
      ['RR', (3 + 9 * 0.5) / 12],
      ['R@1', 3 / 12],
    ]);
  });

  it('counts wins, ties and losses, and tests every pair', () => {
    expect(pairs.filter(({ measure }) => measure === 'R@1')).toMatchObject([
      { a: 'bm25', b: 'same', wins: 0, ties: 12, losses: 0, pValue: 1 },
      { a: 'bm25', b: 'dense', wins: 1, ties: 2, losses: 9 },
      { a: 'same', b: 'dense', wins: 1, ties: 2, losses: 9 },
    ]);
    // |Σ ± 1| ≥ 8 over ten signs: 2 (1 + 10) of 1,024; Holm multiplies by 3.
    expect(pairs[4]?.pValue).toBeCloseTo(22 / 1024, 12);
    expect(pairs[4]?.adjustedPValue).toBeCloseTo(66 / 1024, 12);
  });

  it('marks with letters what is better', () => {
    expect(plainTable(compare(qrels, runs, { measures: ['R@1'], alpha: 0.1 }).table)).toBe(
      ['                R@1', 'a bm25        0.250', 'b same        0.250', 'c dense  *0.917 a b'].join('\n'),
    );
    expect(table.rows.flatMap(({ values }) => values.map((value) => (value as { mark: string }).mark))).toEqual(
      Array(6).fill(''),
    );
  });

  it('marks with daggers what differs from a baseline', () => {
    const against = compare(new Map(qrels), new Map(Object.entries(runs)), { measures: ['R@1'], baseline: 'bm25' });
    expect(against.pairs.map(({ a, b }) => `${a}-${b}`)).toEqual(['same-bm25', 'dense-bm25']);
    expect(against.table.rows.map(({ name }) => name)).toEqual(['bm25', 'same', 'dense']);
    expect(against.table.rows[2]?.values).toEqual([{ estimate: 11 / 12, mark: '†' }]);
  });

  it('counts a query that a run lacks as a miss, for every run the same queries', () => {
    const short = new Map([...runs.dense].slice(0, 6));
    const { pairs: all } = compare(qrels, { short, dense: runs.dense }, { measures: ['RR'] });
    expect(all).toMatchObject([{ wins: 0, ties: 6, losses: 6 }]);
  });

  it('takes one run alone', () => {
    expect(compare(qrels, { dense: runs.dense }).table.rows).toMatchObject([{ name: 'dense' }]);
  });

  it('refuses what is wrong by name', () => {
    expect(() => compare(qrels, runs, { baseline: 'bm52' })).toThrow(`'bm25', 'same' or 'dense'`);
    expect(() => compare(qrels, runs, { measures: ['nDGC'] })).toThrow(InvalidOptionError);
    expect(() => compare(qrels, runs, { measures: [] })).toThrow('measures');
    expect(() => compare(qrels, {})).toThrow('runs');
    expect(() => compare(qrels, { wrong: { q: { d: 1 } } as never })).toThrow('runs.wrong');
    expect(() => compare(queryMap({ q: { d: 0 } }), runs)).toThrow(EmptyRelevanceError);
  });
});
