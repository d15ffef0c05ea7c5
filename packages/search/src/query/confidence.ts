/**
 * The confidence from which on a result fits. Of UCM's test captions, 95 % find an image above it, and of 40 sentences about other things
 * one does ("a man riding a horse on the beach").
 */
export const FITS = 3.25;

/**
 * How far a score stands above what unrelated sentences score on the same item: `(s − μ_i) / √(½ (σ_i² + σ²))`, with the mean and the
 * deviation of the bank's sentences on the item, and the deviation σ over many images. Half of it is of all images, because the deviation
 * of one is also large where many of the bank's sentences describe it.
 */
export function confidenceOf(score: number, mean: number, deviation: number, pooled: number): number {
  return (score - mean) / (Math.sqrt((deviation ** 2 + pooled ** 2) / 2) || 1);
}

/** `max(0, s − μ)`: what an excluded sentence takes off an item's score; nothing where it fits no better than any sentence. */
export const excluded = (score: number, mean: number): number => Math.max(0, score - mean);
