import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runWithJudgements, tiedRetrieval } from '../../test/arbitraries';
import { everyMeasure } from '../../test/every-measure';
import { ordersOf } from '../../test/permutations';
import { queryMap } from '../ranking/query-map';
import { RUN_TIE_POLICIES } from '../ranking/rank-items';
import { rankRun } from '../ranking/rank-run';
import { rankScores } from '../ranking/rank-scores';
import type { RankedQuery } from '../ranking/ranked-query';
import { bpref } from './bpref';
import type { Measure } from './measure';
import { reciprocalRank } from './reciprocal-rank';

function valuesOverOrders(measure: Measure, query: RankedQuery): number[] {
  return ordersOf(query).map((order) => measure.of(order));
}

describe.each(everyMeasure.map((measure) => [measure.name, measure] as const))('%s', (_, measure) => {
  it('is under expected ties the mean over every order of the equal scores', () => {
    fc.assert(
      fc.property(runWithJudgements, ({ run, qrels }) => {
        const [query] = rankRun(run, qrels) as [RankedQuery];
        const values = valuesOverOrders(measure, query);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        expect(measure.of(query)).toBeCloseTo(mean, 10);
      }),
      { numRuns: 40 },
    );
  });

  it('is under optimistic ties the best order and under pessimistic ties the worst', () => {
    fc.assert(
      fc.property(runWithJudgements, ({ run, qrels }) => {
        const values = valuesOverOrders(measure, rankRun(run, qrels)[0] as RankedQuery);
        const under = (ties: 'optimistic' | 'pessimistic') =>
          measure.of(rankRun(run, qrels, { ties })[0] as RankedQuery);
        expect(under('optimistic')).toBeCloseTo(Math.max(...values), 10);
        expect(under('pessimistic')).toBeCloseTo(Math.min(...values), 10);
      }),
      { numRuns: 40 },
    );
  });

  it('lies between 0 and 1, DCG aside, and the index policies lie between the bounds', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        const under = (ties: 'optimistic' | 'pessimistic' | 'expected' | 'index' | 'index-descending') =>
          rankScores(scores, relevance, { ties }).map((query) => measure.of(query));
        const [best, worst] = [under('optimistic'), under('pessimistic')];
        for (const ties of ['expected', 'index', 'index-descending'] as const) {
          under(ties).forEach((value, query) => {
            expect(value).toBeGreaterThanOrEqual(Math.max(0, worst[query] as number) - 1e-12);
            expect(value).toBeLessThanOrEqual((best[query] as number) + 1e-12);
          });
        }
        if (!measure.name.startsWith('DCG')) for (const value of best) expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { numRuns: 40 },
    );
  });
});

describe('negative grades', () => {
  // trec_eval 10: pooled and unjudged, so that bpref passes them over. d4 would be an irrelevant item above d3.
  const [query] = rankRun(queryMap({ q: { d4: 2, d3: 1 } }), queryMap({ q: { d2: 1, d3: 4, d4: -1 } })) as [
    RankedQuery,
  ];

  it('count as unjudged, in bpref as in trec_eval', () => {
    expect(bpref().of(query)).toBe(0.5);
    expect(query.irrelevant).toBe(0);
  });

  it('below the item, in a tie with it and not retrieved change nothing', () => {
    for (const run of [{ d3: 2, d4: 1 }, { d3: 1, d4: 1 }, { d3: 1 }]) {
      for (const ties of RUN_TIE_POLICIES) {
        const ranked = rankRun(queryMap({ q: run }), queryMap({ q: { d2: 1, d3: 4, d4: -1, d5: -2 } }), { ties });
        expect(bpref().of(ranked[0] as RankedQuery)).toBe(0.5);
      }
    }
  });

  it('still take a place of the ranking', () => {
    expect(reciprocalRank().of(query)).toBe(0.5);
  });
});
