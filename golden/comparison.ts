/** One compared quantity of a fixture: the largest absolute difference and the tolerance. */
export interface Comparison {
  readonly name: string;
  readonly difference: number;
  readonly tolerance: number;
}

/** The largest |actual − expected|; infinite where the lengths differ or a value is not a number. */
function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    if (difference > largest) largest = difference;
  }
  return largest;
}

/**
 * Compares two lists of numbers under a name.
 *
 * @param tolerance allowed absolute difference for values up to 1; for larger values it grows with the largest expected value, as rounding
 * errors do.
 */
export function compare(
  name: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): Comparison {
  const scale = Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return { name, difference: largestDifference(actual, expected), tolerance: tolerance * scale };
}

/** Whether every comparison is within its tolerance. */
export function passes(comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ difference, tolerance }) => difference <= tolerance);
}
