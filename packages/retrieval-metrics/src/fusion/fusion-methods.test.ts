import { describe, expect, it } from 'vitest';
import { InvalidOptionError, NotANumberError, SizeMismatchError } from '../errors';
import { reciprocalRank } from '../measures/reciprocal-rank';
import { queryMap } from '../ranking/query-map';
import { type FusionOptions, fuseRuns } from './fuse-runs';
import { tuneWeights } from './tune-weights';

const runs = [
  queryMap({ q: { a: 10, b: 6, c: 2 } }),
  queryMap({ q: { b: 0.9, d: 0.1 } }),
  queryMap({ q: { b: 4, a: 3 } }),
];
const fused = (options: FusionOptions) => Object.fromEntries(fuseRuns(runs, options).get('q') ?? []);
const none = { normalisation: 'none' } as const;

describe('fuseRuns', () => {
  it.each<[FusionOptions, Readonly<Record<string, number>>]>([
    [
      { method: 'combmax', ...none },
      { a: 10, b: 6, c: 2, d: 0.1 },
    ],
    [
      { method: 'combmin', ...none },
      { a: 3, b: 0.9, c: 2, d: 0.1 },
    ],
    [
      { method: 'combmed', ...none },
      { a: 6.5, b: 4, c: 2, d: 0.1 },
    ],
    [
      { method: 'combanz', ...none },
      { a: 6.5, b: 10.9 / 3, c: 2, d: 0.1 },
    ],
    [
      { method: 'weighted-sum', weights: [0.5, 2, 0], ...none },
      { a: 5, b: 4.8, c: 1, d: 0.2 },
    ],
    [{ method: 'weighted-sum' }, { a: 1, b: 2.5, c: 0, d: 0 }],
    [
      { method: 'combsum', normalisation: 'max' },
      { a: 1.75, b: 2.6, c: 0.2, d: 0.1 / 0.9 },
    ],
    [
      { method: 'combsum', normalisation: 'sum' },
      { a: 8 / 12, b: 4 / 12 + 2, c: 0, d: 0 },
    ],
    [
      { method: 'combsum', normalisation: 'rank' },
      { a: 1.5, b: 2 / 3 + 2, c: 1 / 3, d: 0.5 },
    ],
  ])('%j', (options, expected) => {
    const result = fused(options);
    expect(Object.keys(result).sort()).toEqual(Object.keys(expected));
    for (const [item, value] of Object.entries(expected)) expect(result[item]).toBeCloseTo(value, 12);
  });

  it('refuses weights that no method uses, that are negative, or of another number', () => {
    expect(() => fused({ weights: [1, 1, 1] })).toThrow(InvalidOptionError);
    expect(() => fused({ method: 'weighted-sum', weights: [1, -1, 1] })).toThrow('weights');
    expect(() => fused({ method: 'weighted-sum', weights: [1, 1] })).toThrow(SizeMismatchError);
    expect(() => fuseRuns([{ q: { a: 1 } } as never])).toThrow('runs[0]');
  });
});

describe('tuneWeights', () => {
  // The first run is right for q1, the second for q2; only in a narrow range of weights both are.
  const good = queryMap({ q1: { x: 1, y: 0 }, q2: { x: 1, y: 0.8, z: 0 } });
  const other = queryMap({ q1: { x: 0.6, y: 1, z: 0 }, q2: { x: 0, y: 1 } });
  const qrels = queryMap({ q1: { x: 1 }, q2: { y: 1 } });

  it('finds the weights of the best mean', () => {
    const { weights, value, trials } = tuneWeights([good, other], qrels, { measure: reciprocalRank(), steps: 10 });
    expect(value).toBe(1);
    expect(weights).toEqual([0.5, 0.5]);
    expect(trials.length).toBe(11);
    expect(trials.find((trial) => trial.weights[0] === 0)?.value).toBe(0.75);
    expect(trials.find((trial) => trial.weights[0] === 1)?.value).toBe(0.75);
  });

  it('gives weights that fuseRuns takes, with the same figure on the same queries', () => {
    const tuned = tuneWeights([good, other, good], qrels, { measure: 'RR', steps: 4 });
    expect(tuned.trials.length).toBe(15);
    expect(tuned.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const run = fuseRuns([good, other, good], { method: 'weighted-sum', weights: tuned.weights });
    expect([...(run.get('q1') ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0]).toBe('x');
  });

  it('refuses NaN, no runs, and more combinations than it can try', () => {
    expect(() => tuneWeights([queryMap({ q1: { x: Number.NaN } })], qrels)).toThrow(NotANumberError);
    expect(() => tuneWeights([], qrels)).toThrow(InvalidOptionError);
    expect(() => tuneWeights(Array(8).fill(good), qrels, { steps: 50 })).toThrow('fewer for 8 runs');
    expect(() => tuneWeights([good], qrels, { measure: 'nDGC' })).toThrow(InvalidOptionError);
  });
});
