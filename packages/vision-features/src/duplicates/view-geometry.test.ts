import { expect, it } from 'vitest';
import { VIEWS, viewPixels } from '../images/view';
import { composedView, inverseView, viewMatrix } from './view-geometry';

const size = 5;
const pixels = Float32Array.from({ length: size * size }, (_, i) => i);

it('takes a point where the view of the pixels has it', () => {
  for (const view of VIEWS) {
    const [a, b, c, d] = viewMatrix(view);
    const turned = viewPixels(pixels, size, view);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const [right, down] = [x - 2, y - 2];
        expect(turned[(c * right + d * down + 2) * size + a * right + b * down + 2]).toBe(pixels[y * size + x]);
      }
    }
  }
});

it('composes and undoes views as their pixels do', () => {
  for (const first of VIEWS) {
    expect(viewPixels(viewPixels(pixels, size, first), size, inverseView(first))).toEqual(pixels);
    for (const second of VIEWS) {
      const both = viewPixels(viewPixels(pixels, size, first), size, second);
      expect(viewPixels(pixels, size, composedView(first, second))).toEqual(both);
    }
  }
});
