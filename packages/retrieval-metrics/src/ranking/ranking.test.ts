import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tiedRetrieval } from '../../test/arbitraries';
import { everyMeasure } from '../../test/every-measure';
import { EmptyRelevanceError, MissingQueryError, NotANumberError, RelevanceError, SizeMismatchError } from '../errors';
import { averagePrecision } from '../measures/average-precision';
import { bpref } from '../measures/bpref';
import { ndcg } from '../measures/dcg';
import { hitRate } from '../measures/hit-rate';
import { precision } from '../measures/precision';
import { reciprocalRank } from '../measures/reciprocal-rank';
import { invertRelevance, relevanceFromPairs } from '../relevance';
import { scoreMatrix } from '../score-matrix';
import { transposeScores } from '../scores';
import { evaluateRankings } from './evaluate-rankings';
import { queryMap } from './query-map';
import { rankOrders } from './rank-orders';
import { rankRun } from './rank-run';
import { rankScores } from './rank-scores';
import type { RankedQuery } from './ranked-query';
import { rankingOf } from './ranking-of';

const policies = ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'] as const;
const valuesOf = (queries: readonly RankedQuery[]) => everyMeasure.map((measure) => queries.map((q) => measure.of(q)));

function expectSameMeasures(a: readonly RankedQuery[], b: readonly RankedQuery[]): void {
  const [ours, theirs] = [valuesOf(a), valuesOf(b)];
  ours.forEach((values, m) => {
    values.forEach((value, q) => {
      expect(value).toBeCloseTo(theirs[m]?.[q] as number, 12);
    });
  });
}

describe('the ways to a ranked query', () => {
  it('agree: a matrix row, and a run of it with every item judged', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        const gradeOf = (query: number, item: number) => {
          const place = relevance.indices.indexOf(item, relevance.offsets[query]);
          return place >= 0 && place < (relevance.offsets[query + 1] as number) ? (relevance.grades?.[place] ?? 1) : 0;
        };
        const table = (value: (row: number, column: number) => number) =>
          new Map(
            Array.from({ length: scores.rows }, (_, row) => [
              `${row}`,
              new Map(Array.from({ length: scores.columns }, (_, column) => [`${column}`, value(row, column)])),
            ]),
          );
        for (const ties of policies) {
          expectSameMeasures(
            rankScores(scores, relevance, { ties }),
            rankRun(table(scores.at), table(gradeOf), { ties }),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('agree: index ties of a matrix, and its finished rankings', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        for (const ties of ['index', 'index-descending'] as const) {
          const orders = Array.from({ length: scores.rows }, (_, row) => rankingOf(scores.row(row), ties));
          expectSameMeasures(rankScores(scores, relevance, { ties }), rankOrders(orders, relevance));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('agree: permuting the gallery changes nothing under expected ties', () => {
    fc.assert(
      fc.property(tiedRetrieval, ({ scores, relevance }) => {
        const turned = scoreMatrix(
          Float64Array.from({ length: scores.rows * scores.columns }, (_, i) =>
            scores.at(Math.floor(i / scores.columns), scores.columns - 1 - (i % scores.columns)),
          ),
          scores.rows,
          scores.columns,
        );
        const pairs = Array.from({ length: relevance.queries }, (_, q) =>
          Array.from({ length: (relevance.offsets[q + 1] as number) - (relevance.offsets[q] as number) }, (_, i) => {
            const place = (relevance.offsets[q] as number) + i;
            const item = scores.columns - 1 - (relevance.indices[place] as number);
            return [q, item, relevance.grades?.[place] ?? 1] as const;
          }),
        ).flat();
        expectSameMeasures(
          rankScores(scores, relevance),
          rankScores(turned, relevanceFromPairs(pairs, scores.rows, scores.columns)),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('lead to the other direction by transposing', () => {
    const scores = scoreMatrix(new Float32Array([3, 1, 2, 1, 2, 3]), 2, 3);
    const relevance = relevanceFromPairs(
      [
        [0, 1],
        [1, 0],
        [1, 2],
      ],
      2,
      3,
    );
    const queries = rankScores(transposeScores(scores), invertRelevance(relevance));
    expect(queries.map((query) => reciprocalRank().of(query))).toEqual([0.5, 0.5, 1]);
  });
});

it('breaks nothing on a gallery of one', () => {
  const queries = rankScores(scoreMatrix(new Float32Array([1]), 1, 1), relevanceFromPairs([[0, 0]], 1, 1));
  expect(averagePrecision().of(queries[0] as RankedQuery)).toBe(1);
  expect(bpref({ at: 1 }).of(queries[0] as RankedQuery)).toBe(1);
});

it('counts retrieved items only in a ranking that stops early', () => {
  const [query] = rankOrders(
    [[2, 0]],
    relevanceFromPairs(
      [
        [0, 0],
        [0, 1],
      ],
      1,
      3,
    ),
  ) as [RankedQuery];
  expect(precision().of(query)).toBe(0.5);
  expect(averagePrecision().of(query)).toBe(0.25);
});

describe('refusals', () => {
  const relevance = relevanceFromPairs([[0, 0]], 1, 2);

  it('name the position of a NaN', () => {
    const scores = scoreMatrix(Float64Array.of(1, Number.NaN), 1, 2);
    expect(() => rankScores(scores, relevance)).toThrow(expect.objectContaining({ row: 0, column: 1 }));
    const run = queryMap({ q: { d: Number.NaN } });
    expect(() => rankRun(run, queryMap({ q: { d: 1 } }))).toThrow(expect.objectContaining({ row: 'q', column: 'd' }));
    expect(() => rankingOf(Float64Array.of(Number.NaN))).toThrow(NotANumberError);
  });

  it('cover sizes and impossible rankings', () => {
    expect(() => rankScores(scoreMatrix(Float64Array.of(1), 1, 1), relevance)).toThrow(SizeMismatchError);
    expect(() => rankScores(scoreMatrix(Float64Array.of(1, 2, 3, 4), 2, 2), relevance)).toThrow(SizeMismatchError);
    expect(() => rankOrders([], relevance)).toThrow(SizeMismatchError);
    expect(() => rankOrders([[0, 2]], relevance)).toThrow(RelevanceError);
    expect(() => rankOrders([[1, 1]], relevance)).toThrow('twice');
  });
});

describe('queries that lack something', () => {
  const qrels = queryMap({ answered: { d1: 1 }, unanswered: { d1: 1 }, irrelevant: { d1: 0 } });
  const run = queryMap({ answered: { d1: 1 }, irrelevant: { d1: 1 }, unjudged: { d1: 1 } });

  it('without a run count as a miss, are skipped or refused', () => {
    expect(rankRun(run, qrels).map(({ id }) => id)).toEqual(['answered', 'unanswered', 'irrelevant']);
    expect(rankRun(run, qrels, { missing: 'skip' }).map(({ id }) => id)).toEqual(['answered', 'irrelevant']);
    expect(() => rankRun(run, qrels, { missing: 'error' })).toThrow(MissingQueryError);
  });

  it('without a relevant item are refused, skipped or count as 0', () => {
    const queries = rankRun(run, qrels);
    const means = (empty: 'skip' | 'zero') => evaluateRankings(queries, [hitRate()], { empty });
    expect(() => evaluateRankings(queries, [hitRate()])).toThrow(EmptyRelevanceError);
    expect(() => evaluateRankings(queries, [hitRate()])).toThrow('irrelevant');
    expect(means('skip')).toEqual([
      { name: 'hit', mean: 0.5, queries: ['answered', 'unanswered'], values: Float64Array.of(1, 0) },
    ]);
    expect(means('zero')[0]?.mean).toBeCloseTo(1 / 3, 12);
    // Grade 1 is not enough from grade 2 on.
    expect(() => evaluateRankings(queries.slice(0, 1), [hitRate({ relevantFrom: 2 })])).toThrow(EmptyRelevanceError);
  });

  it.each([0, -1, 2.5])('and cut-offs of %d are refused', (at) => {
    expect(() => ndcg({ at })).toThrow('at is');
  });
});
