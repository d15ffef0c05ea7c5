import type { ScoreStatistics } from '../shortlist/score-statistics';

/**
 * The confidence that the best item of a gallery needs, or nothing fits the sentence. It was chosen on half of the sentences of
 * `bench/search/sentences.json` and is measured on the other half.
 */
export const FITS = 3.8;

/**
 * The confidence from which on an item is a result, where the best one fits. In UCM, of the items above it nine in ten are of the class that
 * a sentence asks for, and of that class nine in ten are above it; above `FITS` it would be one in five.
 */
const RESULT = 2;

/** The items that a sentence finds: none, unless the best one has a confidence of at least `fits`. Null as limit or confidence: all. */
export function fittingItems<T extends { readonly confidence: number | null }>(
  items: readonly T[],
  fits: number | null,
): readonly T[] {
  if (fits === null || items.every(({ confidence }) => confidence === null)) return items;
  const above = (limit: number) => items.filter(({ confidence }) => confidence !== null && confidence >= limit);
  return above(fits).length === 0 ? [] : above(Math.min(fits, RESULT));
}

/**
 * How far a score stands above what sentences score on images that they were not written for, in standard deviations: `(s − μ) / σ`. It is
 * the same for every item: a mean and a deviation of each item, over a bank of sentences, were measured and distinguish worse.
 */
export function confidenceOf(score: number, { mean, deviation }: ScoreStatistics): number {
  return (score - mean) / (deviation || 1);
}

/** `max(0, s − μ)`: what an excluded sentence takes off an item's score; nothing where it fits no better than any sentence. */
export const excluded = (score: number, mean: number): number => Math.max(0, score - mean);
