import { ShapeMismatchError } from '@rs-sam/foundation/errors';
import { checkOneOf } from '@rs-sam/foundation/options';

/**
 * The eight symmetries of the square: each turns an aerial image into another valid aerial image.
 * Rotations are clockwise; `flip` mirrors left and right, and comes before the rotation.
 */
export const VIEWS = [
  'identity',
  'rotate90',
  'rotate180',
  'rotate270',
  'flip',
  'flip-rotate90',
  'flip-rotate180',
  'flip-rotate270',
] as const;

export type View = (typeof VIEWS)[number];

/**
 * A view of a square image: the same pixels in other places, without interpolation.
 *
 * @param pixels - [S, S, C], row by row. It is not changed.
 * @param size - S.
 * @returns [S, S, C], new memory.
 * @throws {ShapeMismatchError} where the number of values is not S × S times a number of channels.
 * @throws {InvalidOptionError} for an unknown view.
 */
export function viewPixels(pixels: Uint8Array, size: number, view: View): Uint8Array;
export function viewPixels(pixels: Float32Array, size: number, view: View): Float32Array;
export function viewPixels(pixels: Uint8Array | Float32Array, size: number, view: View): Uint8Array | Float32Array {
  checkOneOf('view', view, VIEWS);
  const channels = pixels.length / (size * size);
  if (!Number.isInteger(channels) || channels === 0) {
    const expected = `an image of ${size} × ${size} pixels, [S, S, C]`;
    throw new ShapeMismatchError('pixels', [pixels.length], expected, 'Pass decoded pixels and the side of the image.');
  }
  const result = pixels instanceof Float32Array ? new Float32Array(pixels.length) : new Uint8Array(pixels.length);
  const turned = steps(view, size);
  for (let y = 0, to = 0; y < size; y++) {
    for (let x = 0; x < size; x++, to += channels) {
      const from = channels * (turned.origin + y * turned.down + x * turned.right);
      for (let channel = 0; channel < channels; channel++) result[to + channel] = pixels[from + channel] as number;
    }
  }
  return result;
}

/** Where in the original, counted in pixels, the view's upper left corner lies, and how far the next row and column are. */
function steps(view: View, size: number): { origin: number; down: number; right: number } {
  const last = size - 1;
  const corners: Record<View, { origin: number; down: number; right: number }> = {
    identity: { origin: 0, down: size, right: 1 },
    rotate90: { origin: last * size, down: 1, right: -size },
    rotate180: { origin: last * size + last, down: -size, right: -1 },
    rotate270: { origin: last, down: -1, right: size },
    flip: { origin: last, down: size, right: -1 },
    'flip-rotate90': { origin: last * size + last, down: -1, right: -size },
    'flip-rotate180': { origin: last * size, down: -size, right: 1 },
    'flip-rotate270': { origin: 0, down: 1, right: size },
  };
  return corners[view];
}
