import type { Direction } from '@rs-sam/core';

/** The attention of one image and one caption, in either direction. */
export interface AttentionMatrix {
  /** [q, c], row-major: how much each query row attends to each context row. */
  readonly weights: Float32Array;
  readonly queryRows: number;
  readonly contextRows: number;
}

/**
 * The attention between each real word and each region, [words, regions].
 *
 * t2i: the word's own attention. i2t, where regions attend: each region's attention to the word, normalised over the regions, `a_ij / Σ_i
 * a_ij`. Each row sums to 1, or is 0 if no region attends to the word.
 *
 * @param mask 1 at a real word, 0 at a padded one. Padded words have no row.
 */
export function wordAttention(
  { weights, queryRows, contextRows }: AttentionMatrix,
  direction: Direction,
  mask: ArrayLike<number>,
): number[][] {
  const wordsAttend = direction === 't2i';
  const [words, regions] = wordsAttend ? [queryRows, contextRows] : [contextRows, queryRows];
  const weight = (word: number, region: number): number =>
    weights[wordsAttend ? word * contextRows + region : region * contextRows + word] as number;
  return Array.from({ length: words }, (_, word) => word)
    .filter((word) => mask[word] === 1)
    .map((word) => {
      const row = Array.from({ length: regions }, (_, region) => weight(word, region));
      const total = row.reduce((sum, value) => sum + value, 0);
      return row.map((value) => (total > 0 ? value / total : 0));
    });
}
