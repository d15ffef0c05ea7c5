import { describe, expect, it } from 'vitest';
import { VIEWS, viewPixels } from './view';

// a b    c a
// c d    d b   is a quarter turn clockwise
const image = new Uint8Array([1, 2, 3, 4]);
const view = (name: (typeof VIEWS)[number], pixels: Uint8Array = image) => [...viewPixels(pixels, 2, name)];

describe('viewPixels', () => {
  it('turns clockwise and mirrors left and right', () => {
    expect(view('identity')).toEqual([1, 2, 3, 4]);
    expect(view('rotate90')).toEqual([3, 1, 4, 2]);
    expect(view('rotate180')).toEqual([4, 3, 2, 1]);
    expect(view('rotate270')).toEqual([2, 4, 1, 3]);
    expect(view('flip')).toEqual([2, 1, 4, 3]);
  });

  it('flips before it turns', () => {
    const flipped = viewPixels(image, 2, 'flip');
    for (const turn of ['rotate90', 'rotate180', 'rotate270'] as const) {
      expect(view(`flip-${turn}`)).toEqual(view(turn, flipped));
    }
  });

  it('gives eight different images, and each is undone by one of the eight', () => {
    const pixels = Float32Array.from({ length: 27 }, (_, index) => index);
    const seen = VIEWS.map((name) => viewPixels(pixels, 3, name));
    expect(new Set(seen.map(String)).size).toBe(8);
    for (const turned of seen) {
      expect(VIEWS.filter((name) => String(viewPixels(turned, 3, name)) === String(pixels))).toHaveLength(1);
    }
  });

  it('keeps the channels of a pixel together', () => {
    expect([...viewPixels(new Uint8Array([1, 10, 2, 20, 3, 30, 4, 40]), 2, 'flip')]).toEqual([
      2, 20, 1, 10, 4, 40, 3, 30,
    ]);
  });

  it('refuses what is not square', () => {
    expect(() => viewPixels(new Uint8Array(6), 2, 'flip')).toThrow(
      'pixels has the shape [6], which does not fit an image of 2 × 2 pixels',
    );
  });
});
