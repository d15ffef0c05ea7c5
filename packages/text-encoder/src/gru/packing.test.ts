import { describe, expect, it } from 'vitest';
import { packingOf } from './packing';

/** The mask of captions with these numbers of words, [B, N]. */
function maskOf(counts: readonly number[], steps: number): number[] {
  return counts.flatMap((count) => Array.from({ length: steps }, (_, n) => (n < count ? 1 : 0)));
}

describe('packingOf', () => {
  it('has the rows of a step together, the longest caption first', () => {
    expect(packingOf([1, 0, 1, 1], 2, 2)).toEqual({
      runs: [{ steps: 2, batch: 2 }],
      // Caption 1 is longer. The second step of caption 0 is padded and has the place of its first word.
      places: Int32Array.of(2, 0, 3, 0),
      isReal: Float32Array.of(1, 1, 1, 0),
      rows: Int32Array.of(1, 0, 0, 2),
      isWord: Float32Array.of(1, 0, 1, 1),
    });
  });

  it('drops a caption in the group of four steps after its last word', () => {
    const { runs, places } = packingOf(maskOf([9, 4, 5, 10], 12), 4, 12);
    expect(runs).toEqual([
      { steps: 4, batch: 4 },
      { steps: 4, batch: 3 },
      { steps: 2, batch: 2 },
    ]);
    expect(places).toHaveLength(4 * 4 + 4 * 3 + 2 * 2);
  });

  it('joins groups of the same captions', () => {
    expect(packingOf(maskOf([9, 9], 9), 2, 9).runs).toEqual([{ steps: 9, batch: 2 }]);
  });

  it('has each real word once, and its row and its place refer to each other', () => {
    const mask = maskOf([7, 0, 3, 1, 6], 7);
    mask[2] = 0;
    const { places, isReal, rows, isWord } = packingOf(mask, 5, 7);
    expect([...isWord]).toEqual(mask);
    const real = [...places].filter((_, row) => isReal[row] === 1);
    expect(real.sort((a, b) => a - b)).toEqual([...mask.keys()].filter((place) => mask[place] === 1));
    for (const place of real) expect(places[rows[place] as number]).toBe(place);
  });

  it('has one padded row where no word is real', () => {
    expect(packingOf([0, 0], 1, 2)).toMatchObject({ runs: [{ steps: 1, batch: 1 }], isReal: Float32Array.of(0) });
  });
});
