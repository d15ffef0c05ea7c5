import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryMap } from '../ranking/query-map';
import { scoreMatrix } from '../score-matrix';
import { type FusionOptions, fuseRuns } from './fuse-runs';
import { NORMALISATIONS, normaliseScores } from './normalise-scores';
import { sumScores } from './sum-scores';

const METHODS = ['rrf', 'combsum', 'combmnz', 'combanz', 'combmax', 'combmin', 'combmed', 'weighted-sum'] as const;
const { POSITIVE_INFINITY: INF, NEGATIVE_INFINITY: NEVER } = Number;

const fused = (runs: readonly Readonly<Record<string, number>>[], options: FusionOptions) =>
  Object.fromEntries(
    fuseRuns(
      runs.map((q) => queryMap({ q })),
      options,
    ).get('q') ?? [],
  );

/** Scores of every size, and the infinite ones often. */
const score = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(INF, NEVER, 0, 1, -1, 1.7e308, -1.7e308, 5e-324, 1e-200, 2e-200),
);
const scores = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), score, { minKeys: 1 });

describe.each(NORMALISATIONS)('%s', (normalisation) => {
  it('has no NaN, and keeps the order of the scores', () => {
    fc.assert(
      fc.property(scores, (given) => {
        const normalised = normaliseScores(new Map(Object.entries(given)), normalisation);
        for (const [a, x] of Object.entries(given)) {
          const value = normalised.get(a) as number;
          expect(value).not.toBeNaN();
          for (const [b, y] of Object.entries(given)) {
            if (x > y) expect(value).toBeGreaterThanOrEqual(normalised.get(b) as number);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is decided by the finite scores', () => {
    const finite = new Map([
      ['a', 3],
      ['b', 1],
      ['c', 2],
    ]);
    const plain = normaliseScores(finite, normalisation);
    const withInfinite = normaliseScores(new Map([...finite, ['top', INF], ['never', NEVER]]), normalisation);
    if (normalisation !== 'rank') for (const [item, value] of plain) expect(withInfinite.get(item)).toBe(value);
    const others = ['a', 'b', 'c'].map((item) => withInfinite.get(item) as number);
    expect(withInfinite.get('top')).toBeGreaterThan(Math.max(...others));
    expect(withInfinite.get('never')).toBeLessThan(Math.min(...others));
  });

  it.each(METHODS)('%s has no NaN', (method) => {
    fc.assert(
      fc.property(fc.array(scores, { minLength: 1, maxLength: 3 }), (runs) => {
        for (const value of Object.values(fused(runs, { method, normalisation }))) expect(value).not.toBeNaN();
      }),
      { numRuns: 200 },
    );
  });

  it.each(METHODS)('%s puts -Infinity last and Infinity first', (method) => {
    const { a, b, c, d } = fused([{ a: 3, b: 1, c: NEVER, d: INF }], { method, normalisation });
    expect(d).toBeGreaterThan(a as number);
    expect(a).toBeGreaterThan(b as number);
    expect(c).toBeLessThan(b as number);
  });
});

describe('values', () => {
  it('the finite scores decide the scale of min-max', () => {
    expect(fused([{ a: 5, b: 1, c: 3, d: NEVER }], { method: 'combsum' })).toEqual({ a: 1, b: 0, c: 0.5, d: NEVER });
    expect(fused([{ a: 4, b: NEVER, c: INF }], { method: 'combmnz' })).toEqual({ a: 1, b: NEVER, c: INF });
    expect(fused([{ a: NEVER }], { method: 'combsum' })).toEqual({ a: NEVER });
  });

  it('-Infinity in one run is stronger than Infinity in another', () => {
    expect(
      fused(
        [
          { a: NEVER, b: 1 },
          { a: INF, b: 1 },
        ],
        { method: 'combsum' },
      ),
    ).toEqual({ a: NEVER, b: 2 });
    expect(
      fused(
        [
          { a: NEVER, b: 1 },
          { a: INF, b: 1 },
        ],
        { method: 'combmed' },
      ),
    ).toEqual({ a: NEVER, b: 1 });
  });

  it('a weight of 0 leaves an infinite score out', () => {
    const options = { method: 'weighted-sum', weights: [1, 0] } as const;
    expect(
      fused(
        [
          { a: 2, b: 1 },
          { a: NEVER, b: INF },
        ],
        options,
      ),
    ).toEqual({ a: 1, b: 0 });
  });

  it('scores near the largest double keep their places', () => {
    const wide = { a: 1.7e308, b: 0, c: -1.7e308 };
    expect(fused([wide], { method: 'combsum' })).toEqual({ a: 1, b: 0.5, c: 0 });
    const { a, b, c } = fused([wide], { method: 'combsum', normalisation: 'z-score' });
    expect([a, b, c].map((value) => value?.toFixed(12))).toEqual([
      '1.224744871392',
      '0.000000000000',
      '-1.224744871392',
    ]);
    expect(fused([wide], { method: 'combsum', normalisation: 'sum' })).toEqual({ a: 2 / 3, b: 1 / 3, c: 0 });
  });
});

describe('sumScores', () => {
  it('has no NaN: -Infinity wins, and a weight of 0 leaves a model out', () => {
    const a = scoreMatrix([[INF, NEVER, 1, INF]]);
    const b = scoreMatrix([[NEVER, INF, NEVER, 1]]);
    const sum = sumScores([a, b]);
    expect([...sum.row(0)]).toEqual([NEVER, NEVER, NEVER, INF]);
    expect([0, 1, 2, 3].map((column) => sum.at?.(0, column))).toEqual([NEVER, NEVER, NEVER, INF]);
    expect([...sumScores([a, b], { weights: [0, 1] }).row(0)]).toEqual([NEVER, INF, NEVER, 1]);
  });
});
