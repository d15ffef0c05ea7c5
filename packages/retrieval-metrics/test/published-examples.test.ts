import { describe, expect, it } from 'vitest';
import { queryMap } from '../src/index';
import { averagePrecision, ndcg, precision, reciprocalRank } from '../src/measures/index';
import { evaluateRankings, rankRun } from '../src/ranking/index';

describe('the example of the ranx README', () => {
  const qrels = queryMap({ q_1: { d_12: 5, d_25: 3 }, q_2: { d_11: 6, d_22: 1 } });
  const run = queryMap({
    q_1: { d_12: 0.9, d_23: 0.8, d_25: 0.7, d_36: 0.6, d_32: 0.5, d_35: 0.4 },
    q_2: { d_12: 0.9, d_11: 0.8, d_25: 0.7, d_36: 0.6, d_22: 0.5, d_35: 0.4 },
  });
  const reports = evaluateRankings(rankRun(run, qrels), [
    ndcg({ at: 5 }),
    averagePrecision({ at: 5 }),
    reciprocalRank(),
  ]);

  it('has the printed digits (which are cut off, not rounded)', () => {
    const cut = (value: number) => Math.floor(value * 1e4) / 1e4;
    expect(reports.map(({ mean }) => cut(mean))).toEqual([0.7861, 0.6416, 0.75]);
    expect(reports.map(({ name }) => name)).toEqual(['nDCG@5', 'AP@5', 'RR']);
  });
});

describe('the example of the ir_measures README', () => {
  const qrels = queryMap({ Q0: { D0: 0, D1: 1 }, Q1: { D0: 0, D3: 2 } });
  const run = queryMap({ Q0: { D0: 1.2, D1: 1.0 }, Q1: { D0: 2.4, D3: 3.6 } });
  const reports = evaluateRankings(
    rankRun(run, qrels),
    [averagePrecision(), ndcg(), reciprocalRank(), ndcg({ at: 10 }), precision({ at: 10, relevantFrom: 2 })],
    { empty: 'zero' },
  );

  it('has all printed digits', () => {
    expect(Object.fromEntries(reports.map(({ name, mean }) => [name, mean]))).toEqual({
      AP: 0.75,
      nDCG: 0.8154648767857288,
      RR: 0.75,
      'nDCG@10': 0.8154648767857288,
      'P(rel=2)@10': 0.05,
    });
    expect(reports[1]?.values).toEqual(Float64Array.of(0.6309297535714575, 1));
  });
});
