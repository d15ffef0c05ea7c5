import { describe, expect, it } from 'vitest';
import { wordAttention } from './word-attention';

const of = (weights: number[], queryRows: number, contextRows: number) => ({
  weights: Float32Array.from(weights),
  queryRows,
  contextRows,
});

describe('wordAttention', () => {
  it('t2i: each real word has a row', () => {
    expect(wordAttention(of([0.25, 0.75, 1, 0, 0.5, 0.5], 3, 2), 't2i', [1, 1, 0])).toEqual([
      [0.25, 0.75],
      [1, 0],
    ]);
  });

  it('i2t: a row is the attention of the regions to the word, scaled to sum to 1', () => {
    expect(wordAttention(of([0.5, 0.5, 0, 1], 2, 2), 'i2t', [1, 1])).toEqual([
      [1, 0],
      [1 / 3, 2 / 3],
    ]);
  });

  it.each(['t2i', 'i2t'] as const)('a word that no region attends to has a row of zeros: %s', (direction) => {
    expect(wordAttention(of([0, 0, 0, 0], 2, 2), direction, [1, 0])).toEqual([[0, 0]]);
  });
});
