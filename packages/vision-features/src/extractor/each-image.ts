import type { PixelValues } from './feature-extractor';
import { checkPixelCount } from './pixel-count-error';

/**
 * Applies a function of one image to `count` of them.
 *
 * @throws {PixelCountError}
 */
export function eachImage(
  pixels: PixelValues,
  count: number,
  size: number,
  regionsOf: (image: PixelValues) => Float32Array,
): Float32Array {
  checkPixelCount(pixels, count, size);
  const length = size * size * 3;
  const parts = Array.from({ length: count }, (_, i) => regionsOf(pixels.subarray(i * length, (i + 1) * length)));
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => {
    result.set(part, offset);
    return offset + part.length;
  }, 0);
  return result;
}
