import { describe, expect, it } from 'vitest';
import { RelevanceError } from '../errors';
import { averagePrecision } from '../measures/average-precision';
import { reciprocalRank } from '../measures/reciprocal-rank';
import { compareIds } from './compare-ids';
import { queryMap } from './query-map';
import { type RankItemsOptions, rankItems } from './rank-items';
import { rankRun } from './rank-run';
import type { RankedQuery } from './ranked-query';

describe('ties by id', () => {
  const run = queryMap({ q: { d2: 1, d10: 1, d1: 1, d3: 0.5 } });
  const rankOf = (item: string, options: RankItemsOptions) =>
    1 / reciprocalRank().of(rankRun(run, queryMap({ q: { [item]: 1 } }), options)[0] as RankedQuery);
  const order = (options: RankItemsOptions) =>
    ['d2', 'd10', 'd1', 'd3'].sort((a, b) => rankOf(a, options) - rankOf(b, options));

  it('do not depend on the order of the run', () => {
    // All three of a tie are judged here, so that each has a place of its own.
    const judged = queryMap({ q: { d1: 1, d2: 0, d10: 0 } });
    const place = (ties: 'id' | 'id-descending') =>
      1 / reciprocalRank().of(rankRun(run, judged, { ties })[0] as RankedQuery);
    expect(place('id')).toBe(1);
    expect(place('id-descending')).toBe(3);
    expect(order({ ties: 'id' })).toEqual(['d1', 'd10', 'd2', 'd3']);
    expect(order({ ties: 'id-descending' })).toEqual(['d2', 'd10', 'd1', 'd3']);
  });

  it('give the figures of trec_eval 10', () => {
    // All scores equal: trec_eval ranks e, d, c, b, a; AP of b and d is (1/2 + 2/4) / 2.
    const tied = queryMap({ q: { b: 7, a: 7, e: 7, c: 7, d: 7 } });
    const ranked = rankRun(tied, queryMap({ q: { b: 1, d: 1 } }), { ties: 'id-descending' });
    expect(averagePrecision().of(ranked[0] as RankedQuery)).toBe(0.5);
  });

  it('order ids by their bytes in UTF-8', () => {
    const ids = ['a', 'B', '\u00e9', '\uffee', '\u{1f680}', '', 'ab', 'a\u{1f680}', 'a\ue000', '\ud7ff'];
    const bytes = (id: string) => Buffer.from(id, 'utf8');
    expect(ids.toSorted(compareIds)).toEqual(ids.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b))));
  });
});

describe('judged-only ranking', () => {
  const run = queryMap({ q: { new1: 5, d1: 4, pooled: 3, new2: 3, d2: 2, new3: 1 } });
  const qrels = queryMap({ q: { d1: 0, d2: 1, pooled: -1 } });

  it('leaves out what has no judgement, and what is pooled only', () => {
    const under = (options: RankItemsOptions) => reciprocalRank().of(rankRun(run, qrels, options)[0] as RankedQuery);
    expect(under({})).toBe(1 / 5);
    for (const ties of ['expected', 'index', 'id-descending', 'pessimistic'] as const) {
      expect(under({ judgedOnly: true, ties })).toBe(1 / 2);
    }
  });
});

describe('grades that are not finite', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused by name', (grade) => {
    const call = () => rankItems('q', new Map([['d', 1]]), new Map([['d', grade]]));
    expect(call).toThrow(RelevanceError);
    expect(call).toThrow('query q and item d');
  });
});

it('infinite scores are ranked first and last', () => {
  const run = queryMap({ q: { low: Number.NEGATIVE_INFINITY, mid: 1e308, top: Number.POSITIVE_INFINITY } });
  const place = (item: string) =>
    1 / reciprocalRank().of(rankRun(run, queryMap({ q: { [item]: 1 } }))[0] as RankedQuery);
  expect(['top', 'mid', 'low'].map(place).map(Math.round)).toEqual([1, 2, 3]);
});
