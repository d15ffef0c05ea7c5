import { SizeMismatchError } from '../errors';
import { mean } from '../mean';
import { pairedDifferences } from './paired';
import type { TestResult } from './randomisation-test';
import { twoSidedT } from './student-t';

export interface TTestResult extends TestResult {
  readonly t: number;
  readonly degreesOfFreedom: number;
}

/**
 * t = mean(d) / (sd(d) / √n), n − 1 degrees of freedom, two-sided. Where all differences are equal, p is 1 for 0 and 0 otherwise.
 * Throws `SizeMismatchError` for fewer than two queries, and as `randomisationTest` for values that are no finite numbers. Source: Student, Biometrika 6 (1908).
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>): TTestResult {
  return testDifferences(pairedDifferences(a, b));
}

/** {@link pairedTTest} of differences that have been checked. */
export function testDifferences(differences: Float64Array): TTestResult {
  const n = differences.length;
  if (n < 2) throw new SizeMismatchError('Queries of a t-test, at least', 2, n);
  const difference = mean(differences);
  const t = difference === 0 ? 0 : difference / standardError(differences, difference);
  return { difference, pValue: twoSidedT(t, n - 1), t, degreesOfFreedom: n - 1 };
}

/** sd(d) / √n. The squares of 1e200 and of 1e-200 are outside the range of a double: those are scaled by the largest deviation. */
function standardError(differences: Float64Array, difference: number): number {
  const n = differences.length;
  const errorOf = (scale: number) => {
    const squares = differences.reduce((sum, d) => sum + ((d - difference) / scale) ** 2, 0);
    return scale * Math.sqrt(squares / (n - 1) / n);
  };
  const error = errorOf(1);
  if (error > 1e-140 && error < 1e140) return error;
  const largest = differences.reduce((scale, d) => Math.max(scale, Math.abs(d - difference)), 0);
  return largest === 0 ? 0 : errorOf(largest);
}
