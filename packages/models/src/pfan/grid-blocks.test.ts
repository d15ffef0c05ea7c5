import { describe, expect, it } from 'vitest';
import { gridBlocks } from './grid-blocks';

describe('the blocks of a grid', () => {
  it('are whole if cells consist of whole blocks; the remaining slots are empty', () => {
    const { ids, weights } = gridBlocks(8, 8, 16, 5);
    expect(ids[0]).toEqual([0, 1, 16, 17, 256]);
    expect(ids[63]).toEqual([238, 239, 254, 255, 256]);
    expect(weights[0]).toEqual([0.25, 0.25, 0.25, 0.25, 0]);
  });

  it('are in the order of their overlap if cells cut them; their shares sum to 1', () => {
    const { ids, weights } = gridBlocks(2, 2, 3, 3);
    expect(ids[0]).toEqual([0, 1, 3]); // the middle block, cut twice, is the smallest
    expect(weights[0]).toEqual([0.5, 0.25, 0.25]);
    for (const row of gridBlocks(7, 7, 16, 15).weights) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });
});
