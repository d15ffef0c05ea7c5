/** Sizes of one training step; the paper's are the default of the benchmark. */
export interface StepSizes {
  /** B: images, and captions, of a batch. */
  readonly batch: number;
  /** K: regions of an image. */
  readonly regions: number;
  /** N: words of a caption, padding included. */
  readonly words: number;
  /** D: depth of both. */
  readonly depth: number;
}

/** B 16, K 64, N 15, D 2048. */
export const paperSizes: StepSizes = { batch: 16, regions: 64, words: 15, depth: 2048 };

/** Real words of caption i: 8 to 15 at paper size, the same in every implementation. */
export function lengthOf(caption: number, { words }: StepSizes): number {
  return Math.max(1, words - (caption % 8));
}
