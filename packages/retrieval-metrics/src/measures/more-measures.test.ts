import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runWithJudgements } from '../../test/arbitraries';
import { ordersOf } from '../../test/permutations';
import { RelevanceError } from '../errors';
import { evaluateRankings } from '../ranking/evaluate-rankings';
import { interpolatedCurve } from '../ranking/interpolated-curve';
import { queryMap } from '../ranking/query-map';
import { type RankRunOptions, rankRun } from '../ranking/rank-run';
import type { RankedQuery } from '../ranking/ranked-query';
import { COUNT_NAMES, count } from './count';
import { ndcg } from './dcg';
import { expectedReciprocalRank, normalisedExpectedReciprocalRank } from './expected-reciprocal-rank';
import { interpolatedPrecision } from './interpolated-precision';
import { judgedShare } from './judged-share';

type Items = Readonly<Record<string, number>>;
const ranked = (run: Items, qrels: Items, options?: RankRunOptions) =>
  rankRun(queryMap({ q: run }), queryMap({ q: qrels }), options)[0] as RankedQuery;

describe('expectedReciprocalRank', () => {
  const query = ranked({ a: 4, b: 3, c: 2, d: 1 }, { a: 1, b: 0, c: 2, d: 4, e: 3 });

  it('has the value of gdeval.pl', () => {
    // R = (2^g − 1) / 16: 1/16, 0, 3/16, 15/16.
    const expected = 1 / 16 + ((15 / 16) * (3 / 16)) / 3 + ((15 / 16) * (13 / 16) * (15 / 16)) / 4;
    expect(expectedReciprocalRank().of(query)).toBeCloseTo(expected, 15);
    expect(expectedReciprocalRank({ at: 3 }).of(query)).toBeCloseTo(1 / 16 + ((15 / 16) * (3 / 16)) / 3, 15);
    expect(expectedReciprocalRank({ relevantFrom: 2, at: 3 }).of(query)).toBeCloseTo(3 / 16 / 3, 15);
    expect(expectedReciprocalRank({ at: 1, maxGrade: 5 }).of(query)).toBeCloseTo(1 / 32, 15);
  });

  it('normalised is over its value for the best order: 4, 3, 2, 1', () => {
    const best = 15 / 16 + ((1 / 16) * (7 / 16)) / 2 + ((1 / 16) * (9 / 16) * (3 / 16)) / 3;
    const got = expectedReciprocalRank({ at: 3 }).of(query);
    expect(normalisedExpectedReciprocalRank({ at: 3 }).of(query)).toBeCloseTo(got / best, 15);
    expect(normalisedExpectedReciprocalRank().of(ranked({ a: 3, b: 2, c: 1 }, { a: 4, b: 2, c: 1 }))).toBe(1);
    expect(normalisedExpectedReciprocalRank().of(ranked({ a: 1 }, { a: 0 }))).toBe(0);
    expect(() => normalisedExpectedReciprocalRank({ maxGrade: 3 }).of(query)).toThrow(RelevanceError);
  });

  it('refuses a grade above the scale', () => {
    expect(() => expectedReciprocalRank({ maxGrade: 3 }).of(query)).toThrow(RelevanceError);
    expect(() => expectedReciprocalRank({ maxGrade: 3 }).of(query)).toThrow('grade 4');
  });
});

describe('in a tie', () => {
  it.each([
    expectedReciprocalRank(),
    expectedReciprocalRank({ at: 2 }),
    expectedReciprocalRank({ relevantFrom: 2, at: 4 }),
    normalisedExpectedReciprocalRank({ at: 3 }),
    judgedShare(),
    judgedShare({ at: 2 }),
    ndcg({ gain: { 1: 2, 2: 5 }, relevantFrom: 2, at: 3 }),
    ...COUNT_NAMES.map((name) => count(name)),
  ])('$name is the mean over every order', (measure) => {
    fc.assert(
      fc.property(runWithJudgements, ({ run, qrels }) => {
        const [query] = rankRun(run, qrels) as [RankedQuery];
        const values = ordersOf(query).map((order) => measure.of(order));
        expect(measure.of(query)).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 10);
      }),
      { numRuns: 40 },
    );
  });
});

describe('judgedShare', () => {
  const query = ranked({ a: 5, b: 4, c: 3, d: 2 }, { a: 1, c: 0, d: -1 });

  it('counts what is judged among the first, pooled items not', () => {
    expect([1, 2, 3, 4, 10].map((at) => judgedShare({ at }).of(query))).toEqual([1, 0.5, 2 / 3, 0.5, 0.5]);
    expect(judgedShare().of(ranked({}, { a: 1 }))).toBe(0);
  });

  it('has a value for a query without relevant items', () => {
    const [report] = evaluateRankings([ranked({ a: 1, b: 2 }, { a: 0 })], ['Judged@2']);
    expect(report?.mean).toBe(0.5);
  });
});

describe('counts', () => {
  it('are summed over the queries', () => {
    const run = queryMap({ q1: { a: 3, b: 2, c: 1 }, q2: { a: 1 } });
    const qrels = queryMap({ q1: { a: 1, c: 2, d: 1 }, q2: { b: 0 }, q3: { a: 1 } });
    const reports = evaluateRankings(rankRun(run, qrels), [
      ...COUNT_NAMES,
      ...['num_rel(rel=2)', 'num_rel_ret(rel=2)', 'NumRet(rel=1)', 'NumRet(rel=2)'],
    ]);
    expect(reports.map(({ mean }) => mean)).toEqual([3, 4, 4, 2, 1, 1, 2, 1]);
    expect(reports[1]?.values).toEqual(Float64Array.of(3, 1, 0));
  });
});

describe('interpolatedPrecision', () => {
  // Relevant at places 1, 3, 6 of 6; a fourth is not retrieved: P = 1, 2/3, 1/2.
  const query = ranked({ a: 6, x: 5, b: 4, y: 3, z: 2, c: 1 }, { a: 1, b: 1, c: 2, missed: 1 });

  it.each([
    [0, 1],
    [0.1, 1],
    [0.25, 1],
    [0.3, 1],
    [0.375, 2 / 3],
    [0.5, 2 / 3],
    [0.7, 0.5],
    [0.9, 0],
    [1, 0],
  ])('at recall %d is %d, as in trec_eval 10', (recall, value) => {
    expect(interpolatedPrecision({ recall }).of(query)).toBeCloseTo(value, 15);
  });

  it('takes a later precision that is higher', () => {
    const rising = ranked({ x: 4, a: 3, b: 2, c: 1 }, { a: 1, b: 1, c: 1 });
    expect(interpolatedPrecision({ recall: 0.3 }).of(rising)).toBe(0.75);
  });

  it('gives a curve of eleven points', () => {
    const curve = interpolatedCurve([query]);
    expect(curve.map(({ recall }) => recall)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(curve.map(({ precision }) => precision)).toEqual([1, 1, 1, 1, 2 / 3, 2 / 3, 2 / 3, 0.5, 0.5, 0, 0]);
    expect(interpolatedCurve([query], { levels: [0.5], relevantFrom: 2 })).toEqual([{ recall: 0.5, precision: 1 / 6 }]);
  });

  it('refuses a tie of relevant and other items, and takes one that a policy has settled', () => {
    const items = [{ a: 1, x: 1 }, { a: 1 }] as const;
    expect(() => interpolatedPrecision({ recall: 0.5 }).of(ranked(...items))).toThrow('id-descending');
    expect(interpolatedPrecision({ recall: 0.5 }).of(ranked(...items, { ties: 'id-descending' }))).toBe(0.5);
    expect(interpolatedPrecision({ recall: 0.5 }).of(ranked({ a: 1, b: 1 }, { a: 1, b: 2 }))).toBe(1);
  });
});

describe('gains of one’s own', () => {
  const query = ranked({ a: 3, b: 2, c: 1 }, { a: 1, b: 2, c: 3 });

  it('replace grades; another grade is its own gain, as in ir_measures', () => {
    const log2 = Math.log2;
    const gained = 10 + 2 / log2(3) + 3 / 2;
    expect(ndcg({ gain: { 1: 10 } }).of(query)).toBeCloseTo(gained / (10 + 3 / log2(3) + 2 / 2), 15);
    expect(ndcg({ gain: { 1: 0, 2: 0, 3: 0 } }).of(query)).toBe(0);
  });

  it('of 2^grade that overflow are refused', () => {
    expect(() => ndcg({ gain: 'exponential' }).of(ranked({ a: 1 }, { a: 2000 }))).toThrow('2^2000');
  });
});
