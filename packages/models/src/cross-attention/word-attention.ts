import type { Direction } from '@rs-sam/core';

/** The attention of one image and one caption, whichever side attends. */
export interface AttentionMatrix {
  /** [q, c], row-major: how much each query row attends to each context row. */
  readonly weights: Float32Array;
  readonly queryRows: number;
  readonly contextRows: number;
}

/**
 * How much each real word has to do with each region, [words, regions].
 *
 * t2i: the word's own attention. i2t, where regions attend: what each region gives to the word, `a_ij / Σ_i a_ij`. Each row sums to
 * 1, or is 0 where no region gives the word anything.
 *
 * @param mask 1 at a real word, 0 at a padded one, which is left out.
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
