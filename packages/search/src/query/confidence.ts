import type { ScoreStatistics } from '../shortlist/score-statistics';

/** The confidence from which on a result fits. */
export const FITS = 3.8;

/**
 * How far a score stands above what sentences score on images that they were not written for, in standard deviations: `(s − μ) / σ`. It is
 * the same for every item: a mean and a deviation of each item, over a bank of sentences, were measured and distinguish worse.
 */
export function confidenceOf(score: number, { mean, deviation }: ScoreStatistics): number {
  return (score - mean) / (deviation || 1);
}

/** `max(0, s − μ)`: what an excluded sentence takes off an item's score; nothing where it fits no better than any sentence. */
export const excluded = (score: number, mean: number): number => Math.max(0, score - mean);
