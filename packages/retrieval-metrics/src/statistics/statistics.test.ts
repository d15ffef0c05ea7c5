import { mulberry32 } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError, SizeMismatchError } from '../errors';
import { adjustPValues } from './adjust-p-values';
import { bootstrapInterval } from './bootstrap';
import { compareSystems } from './compare-systems';
import { pairedTTest } from './paired-t-test';
import { randomisationTest } from './randomisation-test';

// Student's sleep data: hours gained under two drugs (Biometrika 6, 1908).
const sleep1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const sleep2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

/** Values in 0 … 1 for a seed. */
function sample(seed: number, n: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: n }, () => random() / 2 ** 32);
}

describe('pairedTTest', () => {
  it('gives the published t and p of the sleep data', () => {
    const result = pairedTTest(sleep1, sleep2);
    expect(result).toMatchObject({ degreesOfFreedom: 9 });
    expect(result.difference).toBeCloseTo(-1.58, 12);
    expect(result.t).toBeCloseTo(-4.0621, 4);
    expect(result.pValue).toBeCloseTo(0.002833, 6);
  });

  it('has the closed forms of one and two degrees of freedom', () => {
    // d = 1, 3: t = 2 / 1 with one degree of freedom, a Cauchy variable.
    expect(pairedTTest([1, 3], [0, 0]).pValue).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(2), 12);
    // d = 0, 1, 2: t = √3 with two: p = 1 − t / √(t² + 2).
    expect(pairedTTest([0, 1, 2], [0, 0, 0]).pValue).toBeCloseTo(1 - Math.sqrt(3 / 5), 12);
  });

  it('is certain where all differences are equal', () => {
    expect(pairedTTest([1, 2], [1, 2]).pValue).toBe(1);
    expect(pairedTTest([2, 3], [1, 2]).pValue).toBe(0);
    expect(() => pairedTTest([1], [2])).toThrow(SizeMismatchError);
    expect(() => pairedTTest([1, 2], [2])).toThrow(SizeMismatchError);
  });
});

describe('randomisationTest', () => {
  it('enumerates all signs of few queries', () => {
    // |± 1 ± 2 ± 3| reaches 6 for two of eight assignments, and 4 for four.
    expect(randomisationTest([1, 2, 3], [0, 0, 0])).toEqual({ difference: 2, pValue: 2 / 8 });
    expect(randomisationTest([-1, 2, 3], [0, 0, 0]).pValue).toBe(4 / 8);
    expect(randomisationTest([1, 2], [1, 2])).toEqual({ difference: 0, pValue: 1 });
  });

  it('draws signs for many, near the exact p, the same for the same seed', () => {
    const exact = randomisationTest(sleep1, sleep2).pValue;
    const drawn = randomisationTest(sleep1, sleep2, { permutations: 500, seed: 2 }).pValue;
    expect(Math.abs(drawn - exact)).toBeLessThan(4 * Math.sqrt(exact / 500) + 1 / 501);
    expect(randomisationTest(sleep1, sleep2, { permutations: 500, seed: 2 }).pValue).toBe(drawn);
    expect(() => randomisationTest([1], [2], { permutations: 0 })).toThrow(InvalidOptionError);
  });

  it('finds a shift among hundreds of queries and none where there is none', () => {
    const a = sample(1, 300);
    expect(randomisationTest(a, sample(2, 300), { permutations: 2000 }).pValue).toBeGreaterThan(0.01);
    expect(
      randomisationTest(
        a,
        a.map((value, i) => value - (i % 3 === 0 ? 0.05 : 0)),
        { permutations: 2000 },
      ).pValue,
    ).toBe(1 / 2001);
  });

  it('rejects 5 % of true null hypotheses at 0.05', () => {
    let rejected = 0;
    for (let trial = 0; trial < 400; trial++) {
      if (
        randomisationTest(sample(2 * trial, 12), sample(2 * trial + 1, 12), { permutations: 400, seed: trial })
          .pValue <= 0.05
      )
        rejected++;
    }
    expect(rejected).toBeGreaterThan(20 - 4 * 4.4);
    expect(rejected).toBeLessThan(20 + 4 * 4.4);
  });
});

describe('bootstrapInterval', () => {
  it('covers the true mean about as often as it says', () => {
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const { low, high } = bootstrapInterval(sample(trial, 80), { resamples: 400, seed: trial, confidence: 0.9 });
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.82);
    expect(covered / 200).toBeLessThan(0.96);
  });

  it('is a point where all values are equal, and repeats with its seed', () => {
    expect(bootstrapInterval([2, 2, 2])).toEqual({ estimate: 2, low: 2, high: 2, confidence: 0.95 });
    const values = sample(1, 30);
    expect(bootstrapInterval(values, { seed: 4 })).toEqual(bootstrapInterval(values, { seed: 4 }));
    expect(bootstrapInterval(values, { seed: 4 })).not.toEqual(bootstrapInterval(values, { seed: 5 }));
    expect(() => bootstrapInterval(values, { confidence: 95 })).toThrow(InvalidOptionError);
    expect(() => bootstrapInterval(values, { resamples: 0 })).toThrow(InvalidOptionError);
  });
});

describe('adjustPValues', () => {
  const p = [0.01, 0.04, 0.03, 0.005];

  it.each([
    ['bonferroni', [0.04, 0.16, 0.12, 0.02]],
    ['holm', [0.03, 0.06, 0.06, 0.02]],
    ['benjamini-hochberg', [0.02, 0.04, 0.04, 0.02]],
  ] as const)('%s', (correction, expected) => {
    adjustPValues(p, correction).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 12);
    });
    expect(adjustPValues([0.9, 0.8], correction).every((value) => value <= 1)).toBe(true);
  });
});

describe('compareSystems', () => {
  const base = sample(1, 40);
  const systems = [
    { name: 'base', values: base },
    { name: 'same', values: base },
    { name: 'better', values: base.map((value, i) => value + (i % 2) * 0.3) },
  ];

  it('compares every pair, or all with a baseline, and corrects for their number', () => {
    const pairs = compareSystems(systems);
    expect(pairs.map(({ a, b }) => `${a}-${b}`)).toEqual(['base-same', 'base-better', 'same-better']);
    const [same, better] = compareSystems(systems, { baseline: 'base', test: 't', correction: 'bonferroni' });
    expect(same).toMatchObject({ a: 'same', b: 'base', difference: 0, pValue: 1, adjustedPValue: 1 });
    expect(better?.difference).toBeCloseTo(0.15, 12);
    expect(better?.adjustedPValue).toBeCloseTo(2 * (better?.pValue as number), 15);
    expect(better?.adjustedPValue).toBeLessThan(0.01);
  });

  it('refuses a baseline that is not among the systems', () => {
    expect(() => compareSystems(systems, { baseline: 'none' })).toThrow("'base', 'same' or 'better'");
  });
});
