import type { AlignmentExplanation, Direction } from '@rs-sam/core';
import type { PairAttention } from '../contract/retrieval-model';

/**
 * How much each word has to do with each region, whichever side attends.
 *
 * t2i: a word's own attention over the regions, eq. (13 ff). i2t: what the regions give to the word, `a_ij / Σ_i a_ij`, since
 * there the regions attend.
 *
 * @param words real words of the caption; the padding behind them is left out.
 */
export function pairAttention(
  { attention, columns, rows, score }: AlignmentExplanation,
  direction: Direction,
  words: number,
): PairAttention {
  const regions = direction === 't2i' ? columns : rows;
  const weight = (word: number, region: number) =>
    attention[direction === 't2i' ? word * columns + region : region * columns + word] as number;
  return {
    score,
    attention: Array.from({ length: words }, (_, word) => {
      const row = Array.from({ length: regions }, (_, region) => weight(word, region));
      const total = row.reduce((sum, value) => sum + value, 0);
      return row.map((value) => value / (total || 1));
    }),
  };
}
