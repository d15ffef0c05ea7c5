import { describe, expect, it } from 'vitest';
import { auditTable } from '../src/audit/index';
import { captionIdentityBound, classPerfectLine } from '../src/bounds/index';
import { InvalidOptionError } from '../src/errors/index';
import { fuseRuns, reciprocalRerank, sumScores, tuneWeights } from '../src/fusion/index';
import {
  captionRelevance,
  crossModalIntervals,
  evaluateCrossModal,
  formatRun,
  queryMap,
  scoreMatrix,
} from '../src/index';
import * as measures from '../src/measures/index';
import * as ranking from '../src/ranking/index';
import {
  adjustPValues,
  bootstrapInterval,
  compare,
  compareSystems,
  pairedTTest,
  randomisationTest,
} from '../src/statistics/index';
import * as tables from '../src/tables/index';

const scores = scoreMatrix([
  [0.9, 0.1],
  [0.2, 0.8],
]);
const relevance = captionRelevance([0, 1], 2);
const report = evaluateCrossModal(scores, relevance, { ks: [1] });
const run = queryMap({ q: { a: 0.9, b: 0.1 } });
const qrels = queryMap({ q: { a: 1 } });
const ranked = ranking.rankRun(run, qrels);
const systems = [
  { name: 'a', values: [1, 2, 3] },
  { name: 'b', values: [0, 1, 2] },
];
const row = {
  name: 'one',
  imageToText: { recall: { 1: 50 } },
  textToImage: { recall: { 1: 50 } },
};

/** A function with its options, or with one option as an argument of its own; plain JavaScript can pass anything. */
// biome-ignore lint/suspicious/noExplicitAny: what plain JavaScript may pass.
type Call = (options: any) => unknown;

const wrongGains = [{}, { 0: 1 }, { 1: -1 }, { 1: Number.NaN }, { x: 1 }, [1], null];
const measureOptions = { at: [0, 1.5, '10', null], relevantFrom: [-1, '2', Number.NaN] };
const bootstrapOptions = { resamples: [0, 2.5, '100'], confidence: [0, 1, 95, '0.9'], seed: [0.5, '1', Number.NaN] };
const reportOptions = {
  ks: [[], [0], [1.5], ['1'], [1, 1], 1, 'all'],
  protocol: ['papper', 'Standard', true],
  empty: ['ignore', 'Skip', false],
};
const ties = ['Expected', 'random', '', null];

/** Every public function that takes options: each option with values that it refuses, and what the message accepts. */
const functions: Readonly<Record<string, readonly [Call, Readonly<Record<string, readonly unknown[]>>]>> = {
  evaluateCrossModal: [(options) => evaluateCrossModal(scores, relevance, options), { ...reportOptions, ties }],
  crossModalIntervals: [(options) => crossModalIntervals(report, options), bootstrapOptions],
  classPerfectLine: [(options) => classPerfectLine(['x', 'y'], [0, 1], options), reportOptions],
  captionIdentityBound: [(options) => captionIdentityBound(['s'], [0], options), { ks: reportOptions.ks }],
  rankRun: [
    (options) => ranking.rankRun(run, qrels, options),
    { ties: [...ties, 'ID', 'trec'], missing: ['Zero', 'ignore'], judgedOnly: ['yes', 1] },
  ],
  rankScores: [(options) => ranking.rankScores(scores, relevance, options), { ties }],
  evaluateRankings: [
    (options) => ranking.evaluateRankings(ranked, [measures.recall()], options),
    { empty: reportOptions.empty },
  ],
  dcg: [measures.dcg, { ...measureOptions, gain: ['expo', 'Linear', 2, ...wrongGains] }],
  ndcg: [measures.ndcg, { ...measureOptions, gain: ['expo', 'scaled', ...wrongGains] }],
  rbp: [measures.rbp, { ...measureOptions, persistence: [0, 1, '0.8'], gain: ['expo', 'scale', ...wrongGains] }],
  expectedReciprocalRank: [measures.expectedReciprocalRank, { ...measureOptions, maxGrade: [0, -1, '4'] }],
  judgedShare: [measures.judgedShare, { at: measureOptions.at }],
  count: [(options) => measures.count('num_rel', options), { relevantFrom: measureOptions.relevantFrom }],
  interpolatedCurve: [
    (options) => ranking.interpolatedCurve(ranked, options),
    { levels: [[], [2], ['x'], 0.5], relevantFrom: measureOptions.relevantFrom, empty: reportOptions.empty },
  ],
  averagePrecision: [measures.averagePrecision, measureOptions],
  bpref: [measures.bpref, measureOptions],
  f1: [measures.f1, measureOptions],
  hitRate: [measures.hitRate, measureOptions],
  precision: [measures.precision, measureOptions],
  recall: [measures.recall, measureOptions],
  reciprocalRank: [measures.reciprocalRank, measureOptions],
  rPrecision: [measures.rPrecision, measureOptions],
  bootstrapInterval: [(options) => bootstrapInterval([0, 1], options), bootstrapOptions],
  randomisationTest: [
    (options) => randomisationTest([0, 1], [1, 1], options),
    { permutations: [0, 1.5, '9'], seed: bootstrapOptions.seed },
  ],
  compareSystems: [
    (options) => compareSystems(systems, options),
    {
      baseline: ['A', '', 0],
      test: ['randomization', 'T', 'wilcoxon'],
      correction: ['Holm', 'fdr', 'none'],
      permutations: [0],
      seed: ['1'],
    },
  ],
  fuseRuns: [
    (options) => fuseRuns([run], options),
    {
      method: ['RRF', 'CombMAX', 'wsum'],
      k: [-1, '60'],
      normalisation: ['minmax', 'zscore', false],
      weights: [1, [-1], ['1'], [Number.NaN]],
    },
  ],
  tuneWeights: [
    (options) => tuneWeights([run], qrels, options),
    { measure: ['nDGC', 5, {}], steps: [0, 1.5, '10'], normalisation: ['minmax'], ties },
  ],
  compare: [
    (options) => compare(qrels, { a: run, b: run }, options),
    {
      measures: [[], 'AP', null],
      ties,
      judgedOnly: ['yes'],
      baseline: ['A', '', 0],
      test: ['randomization', 'T'],
      correction: ['Holm', 'none'],
      alpha: [0, 1, '0.05'],
      empty: reportOptions.empty,
      decimals: [-1, 1.5],
      permutations: [0],
      seed: ['1'],
    },
  ],
  reciprocalRerank: [(options) => reciprocalRerank(scores, options), { depth: [0, 1.5, '15'] }],
  sumScores: [(options) => sumScores([scores], options), { weights: [1, ['1'], [Number.NaN]] }],
  auditTable: [(options) => auditTable([row], options), { claimed: [210, [0], ['210']], decimals: [-1, 0.5, '1'] }],
};

describe.each(Object.entries(functions))('%s', (name, [call, options]) => {
  it('works without options, and with options that are undefined', () => {
    expect(() => call(undefined)).not.toThrow();
    expect(() => call(Object.fromEntries(Object.keys(options).map((option) => [option, undefined])))).not.toThrow();
  });

  const wrong = Object.entries(options).flatMap(([option, values]) => values.map((value) => [option, value] as const));
  it.each(wrong)('refuses %s = %j', (option, value) => {
    const refused = expect.objectContaining({ option, code: 'RS_SAM_INVALID_OPTION' });
    expect(() => call({ [option]: value })).toThrow(refused);
  });

  it.each(Object.keys(options))('refuses a misspelt %s, and lists the options', (option) => {
    const misspelt = `${option}s`;
    expect(() => call({ [misspelt]: options[option]?.[0] })).toThrow(InvalidOptionError);
    expect(() => call({ [misspelt]: options[option]?.[0] })).toThrow(Object.keys(options).at(-1));
  });

  it('refuses options that are no object', () => {
    for (const value of [null, 5, 'expected', []]) expect(() => call(value)).toThrow(`options of `);
    expect(name).not.toBe('');
  });
});

describe('the message lists what is accepted', () => {
  it.each<[() => unknown, string]>([
    [
      () => functions.evaluateCrossModal?.[0]({ ties: 'Expected' }),
      `The option ties is "Expected"; it must be 'expected', 'optimistic', 'pessimistic', 'index' or 'index-descending'.`,
    ],
    [() => functions.evaluateCrossModal?.[0]({ protocol: 'papper' }), `it must be 'standard' or 'paper'.`],
    [() => functions.evaluateCrossModal?.[0]({ empty: 'ignore' }), `it must be 'error', 'skip' or 'zero'.`],
    [
      () => functions.ndcg?.[0]({ gain: 'expo' }),
      `it must be 'binary', 'linear' or 'exponential', or an object of gains of at least 0 for grades above 0.`,
    ],
    [
      () => functions.fuseRuns?.[0]({ method: 'RRF' }),
      `it must be 'rrf', 'combsum', 'combmnz', 'combanz', 'combmax', 'combmin', 'combmed' or 'weighted-sum'.`,
    ],
    [() => functions.compareSystems?.[0]({ baseline: 'c' }), `it must be 'a' or 'b'.`],
  ])('%#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('arguments of their own', () => {
  it.each<[string, Call, unknown]>([
    ['evaluateCrossModal, scores', (value) => evaluateCrossModal(value, relevance), [[0.9, 0.1]]],
    ['rankScores, scores', (value) => ranking.rankScores(value, relevance), [[0.9, 0.1]]],
    ['rankItems, ties', (value) => ranking.rankItems('q', new Map(), new Map(), value), 'Index'],
    ['rankingOf, ties', (value) => ranking.rankingOf(Float64Array.of(1), value), 'expected'],
    ['interpolatedPrecision, recall', (recall) => measures.interpolatedPrecision({ recall }), 1.1],
    ['interpolatedPrecision, recall', (recall) => measures.interpolatedPrecision({ recall }), undefined],
    ['interpolatedPrecision, options', (options) => measures.interpolatedPrecision(options), { recall: 0, rel: 1 }],
    ['adjustPValues, correction', (value) => adjustPValues([0.5], value), 'Bonferroni'],
    ['formatRun, tag', (value) => formatRun(run, value), undefined],
    ['formatRun, tag', (value) => formatRun(run, value), 'two words'],
    ['formatRun, tag', (value) => formatRun(run, value), ''],
  ])('%s', (_, call, value) => {
    expect(() => call(value)).toThrow(InvalidOptionError);
  });
});

describe('the columns of a table', () => {
  it.each([{ better: 'Higher' }, { decimals: -1 }, { decimals: '1' }, { decimals: 101 }])('refuses %j', (wrong) => {
    const table = { columns: [{ name: 'R@1', ...wrong }], rows: [] } as unknown as tables.ResultTable;
    for (const format of [tables.plainTable, tables.markdownTable, tables.latexTable]) {
      expect(() => format(table)).toThrow(InvalidOptionError);
    }
  });
});

it('covers every public function that takes options', () => {
  // These take data only, or their options are tested above as arguments of their own.
  const without = [
    pairedTTest,
    adjustPValues,
    ranking.rankItems,
    ranking.rankingOf,
    ranking.rankOrders,
    measures.parseMeasure,
    measures.interpolatedPrecision,
  ];
  const others = [ranking.invertRelevance, ranking.transposeScores];
  const named = Object.entries(ranking).filter(([, value]) => ![...without, ...others].includes(value as never));
  expect(named.map(([name]) => name).filter((name) => !(name in functions))).toEqual([]);
});
