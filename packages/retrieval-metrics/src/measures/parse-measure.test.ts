import { describe, expect, it } from 'vitest';
import { everyMeasure } from '../../test/every-measure';
import { InvalidOptionError } from '../errors';
import { queryMap } from '../ranking/query-map';
import { rankRun } from '../ranking/rank-run';
import { COUNT_NAMES, count } from './count';
import { dcg, ndcg } from './dcg';
import { expectedReciprocalRank } from './expected-reciprocal-rank';
import { interpolatedPrecision } from './interpolated-precision';
import { judgedShare } from './judged-share';
import { parseMeasure } from './parse-measure';
import { rbp } from './rbp';

const [query] = rankRun(
  queryMap({ q: { a: 9, b: 8, c: 7, d: 6, e: 5, f: 4 } }),
  queryMap({ q: { b: 1, c: 0, d: 3, f: 2, missed: 4 } }),
);

describe('every measure is read back from its name', () => {
  const more = [
    ndcg({ gain: { 1: 3, 2.5: 9 }, at: 5 }),
    dcg({ gain: 'binary', relevantFrom: 2, at: 3 }),
    rbp({ gain: { 3: 7 } }),
    expectedReciprocalRank({ at: 4 }),
    expectedReciprocalRank({ maxGrade: 5, relevantFrom: 2 }),
    interpolatedPrecision({ recall: 0.25, relevantFrom: 2 }),
    interpolatedPrecision({ recall: 0 }),
    judgedShare(),
    judgedShare({ at: 4 }),
    ...COUNT_NAMES.map((name) => count(name)),
    count('num_rel', { relevantFrom: 2 }),
  ];

  it.each([...everyMeasure, ...more].map((measure) => [measure.name, measure] as const))('%s', (name, measure) => {
    const read = parseMeasure(name);
    expect(read.name).toBe(name);
    expect(read.relevantFrom).toBe(measure.relevantFrom);
    expect(read.of(query as never)).toBe(measure.of(query as never));
  });
});

describe('other spellings', () => {
  it.each([
    ['nDCG@10', 'nDCG@10'],
    ['ndcg@10', 'nDCG@10'],
    ['NDCG@10', 'nDCG@10'],
    ['ndcg_cut_10', 'nDCG@10'],
    ['ndcg_cut.10', 'nDCG@10'],
    ['ndcg', 'nDCG'],
    ['ndcg_burges@5', 'nDCG(exponential)@5'],
    ["nDCG(dcg='exp-log2')@20", 'nDCG(exponential)@20'],
    ['nDCG(dcg=log2)', 'nDCG'],
    ['nDCG(gains={1: 3, 2: 9})@5', 'nDCG(gains={1:3,2:9})@5'],
    ['nDCG(rel=2,gain=exponential)', 'nDCG(exponential)(rel=2)'],
    ['MAP', 'AP'],
    ['map@100', 'AP@100'],
    ['map_cut_5', 'AP@5'],
    ['map@10-l2', 'AP(rel=2)@10'],
    ['P_5', 'P@5'],
    ['P.5', 'P@5'],
    ['p(rel=2)@5', 'P(rel=2)@5'],
    ['P(rel=2, cutoff=5)', 'P(rel=2)@5'],
    ['precision@5', 'P@5'],
    ['recall_1000', 'R@1000'],
    ['MRR@10', 'RR@10'],
    ['recip_rank', 'RR'],
    ['Success@1', 'hit@1'],
    ['success_1', 'hit@1'],
    ['hit_rate@5', 'hit@5'],
    ['f1@10', 'F1@10'],
    ['f1', 'F1'],
    ['r-precision', 'Rprec'],
    ['R_Precision', 'Rprec'],
    ['Bpref', 'bpref'],
    ['rbp.95', 'RBP(p=0.95,linear)'],
    ['RBP(p=0.5)@10', 'RBP(p=0.5)@10'],
    ['iprec_at_recall_0.10', 'IPrec@0.1'],
    ['IPrec@0.5', 'IPrec@0.5'],
    ['NumRet', 'num_ret'],
    ['dcg_burges@5', 'DCG(exponential)@5'],
    ['nerr(max=2)@20', 'nERR(max=2)@20'],
    [' Judged@10 ', 'Judged@10'],
  ])('%s is %s', (name, ours) => {
    expect(parseMeasure(name).name).toBe(ours);
  });
});

describe('what is no measure', () => {
  it.each([
    'nDGC@10',
    'nDCG@',
    'nDCG@0',
    'nDCG@1.5',
    'nDCG@-1',
    'nDCG@10@5',
    'P(rel=2',
    'P(rel=)@5',
    'P(rel=x)@5',
    'P(k=5)',
    'P(linear)',
    'AP(p=0.5)',
    'RBP(p=2)',
    'Judged(rel=2)',
    'num_q@5',
    'IPrec',
    'IPrec@2',
    'nDCG(gains={1})',
    'nDCG(gains={-1:2})',
    'toString',
    'constructor@5',
    '',
  ])('%j is refused', (name) => {
    expect(() => parseMeasure(name)).toThrow(InvalidOptionError);
  });

  it('lists the names', () => {
    expect(() => parseMeasure('nDGC@10')).toThrow('"nDGC@10"; it must be one of AP, bpref, DCG, ERR');
    expect(() => parseMeasure(5 as never)).toThrow(InvalidOptionError);
  });
});
