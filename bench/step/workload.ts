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

/** The sizes that are measured. `tuned` is the preset of that name. */
export const sizesByName = {
  paper: { batch: 16, regions: 64, words: 15, depth: 2048 },
  tuned: { batch: 32, regions: 16, words: 15, depth: 256 },
} as const satisfies Record<string, StepSizes>;

/** A name of `sizesByName`. */
export type SizeName = keyof typeof sizesByName;

/** @throws an error that lists the names */
export function sizeName(text: string): SizeName {
  if (text in sizesByName) return text as SizeName;
  throw new Error(`--sizes is one of ${Object.keys(sizesByName).join(', ')}, not ${text}`);
}

/** The sizes in words. */
export function describeSizes({ batch, regions, words, depth }: StepSizes): string {
  return `B ${batch}, K ${regions}, N ${words}, D ${depth}`;
}

/** Real words of caption i: 8 to 15 of 15, the same in every implementation. */
export function lengthOf(caption: number, { words }: StepSizes): number {
  return Math.max(1, words - (caption % 8));
}
