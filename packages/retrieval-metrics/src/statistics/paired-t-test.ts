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
 * Throws `SizeMismatchError` for fewer than two queries. Source: Student, Biometrika 6 (1908).
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>): TTestResult {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  if (n < 2) throw new SizeMismatchError('Queries of a t-test, at least', 2, n);
  const difference = mean(differences);
  const variance = differences.reduce((sum, d) => sum + (d - difference) ** 2, 0) / (n - 1);
  const t = difference === 0 ? 0 : difference / Math.sqrt(variance / n);
  return { difference, pValue: twoSidedT(t, n - 1), t, degreesOfFreedom: n - 1 };
}
