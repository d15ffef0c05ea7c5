/**
 * a + b, where a score of -Infinity marks a pair that must never be retrieved: with it the sum is -Infinity, also beside Infinity, for
 * which the arithmetic of doubles has NaN.
 */
export function addScores(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return a + b;
}

/** weight · score. A weight of 0 leaves the score out, also an infinite one, for which the arithmetic of doubles has NaN. */
export function weighScore(weight: number, score: number): number {
  return weight === 0 ? 0 : weight * score;
}
