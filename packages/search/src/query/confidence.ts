import type { ScoreStatistics } from '../shortlist/score-statistics';

/** The confidence that the best of so many items needs. It was chosen on half of the sentences of `bench/search/sentences.json`. */
const [FITS, MANY] = [3.8, 2100];

/**
 * The confidence that the best item of a gallery needs, or nothing fits the sentence: 3.8, and `3.8 + ½ log₁₀(n / 2100)` among fewer than 2100
 * items, because of few items that do not fit, the best one scores less. The best of more items scores more, but so it does for sentences
 * that fit. `pnpm bench search` measures both.
 *
 * @param items n, from which the best was taken.
 */
export function leastConfidence(items: number): number {
  return FITS + Math.min(0, Math.log10(Math.max(1, items) / MANY) / 2);
}

/**
 * The confidence from which on an item is a result, where the best one fits. In UCM, of the items above it nine in ten are of the class that
 * a sentence asks for, and of that class nine in ten are above it; above 3.8 it would be one in five.
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
