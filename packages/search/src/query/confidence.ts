/**
 * The confidence from which on a result fits: standard deviations above the mean of the bank's sentences on the same item.
 */
export const FITS = 1.5;

/** `max(0, s − μ)`: what an excluded sentence takes off an item's score; nothing where it fits no better than any sentence. */
export const excluded = (score: number, mean: number): number => Math.max(0, score - mean);
