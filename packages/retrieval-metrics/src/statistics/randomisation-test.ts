import { checkOptions, integer } from '@rs-sam/foundation/options';
import { mulberry32 } from '@rs-sam/foundation/random';
import { mean } from '../mean';
import { seedRule } from '../option-rules';
import { pairedDifferences } from './paired';

export interface RandomisationOptions {
  /** The number of sign assignments drawn. Where all 2^n are no more than that, they are enumerated instead. Default 10,000. */
  readonly permutations?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** The rules of {@link RandomisationOptions}. */
export const randomisationRules = { permutations: integer(1), seed: seedRule };

/** A comparison of two systems. */
export interface TestResult {
  /** mean(a) − mean(b). */
  readonly difference: number;
  /** Two-sided. */
  readonly pValue: number;
}

/**
 * Fisher's paired randomisation test: if the systems were exchangeable, both signs of each difference d_i would be equally likely.
 * p = share of sign assignments with |Σ ± d_i| ≥ |Σ d_i|: exact over all 2^n, or (1 + count) / (1 + B) over B drawn ones.
 * Throws `NotANumberError` with the index of a query whose value is NaN, `SizeMismatchError` where the systems have different numbers of
 * queries or none, and `InvalidOptionError`, also for a value that is infinite.
 * Source: Smucker, Allan & Carterette, CIKM 2007.
 */
export function randomisationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: RandomisationOptions = {},
): TestResult {
  checkOptions('randomisationTest', randomisationRules, options);
  return randomiseDifferences(pairedDifferences(a, b), options);
}

/** {@link randomisationTest} of differences that have been checked. */
export function randomiseDifferences(
  differences: Float64Array,
  { permutations = 10_000, seed = 0 }: RandomisationOptions,
): TestResult {
  const difference = mean(differences);
  const nonZero = differences.filter((d) => d !== 0);
  const observed = Math.abs(nonZero.reduce((sum, d) => sum + d, 0));
  // Sums of the same numbers in another sign order differ by rounding only.
  const reached = observed - 1e-12 * nonZero.reduce((sum, d) => sum + Math.abs(d), 0);

  const exact = 2 ** nonZero.length <= permutations;
  const assignments = exact ? 2 ** nonZero.length : permutations;
  const random = mulberry32(seed);
  let count = 0;
  for (let assignment = 0; assignment < assignments; assignment++) {
    let sum = 0;
    let signs = assignment;
    for (let i = 0; i < nonZero.length; i++) {
      if (!exact && i % 32 === 0) signs = random();
      sum += signs & 1 ? (nonZero[i] as number) : -(nonZero[i] as number);
      signs >>>= 1;
    }
    if (Math.abs(sum) >= reached) count++;
  }
  return { difference, pValue: exact ? count / assignments : (count + 1) / (assignments + 1) };
}
