import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/**
 * The mask of padded captions: [B, N], 1 at a real word and 0 behind the last one.
 *
 * @param lengths number of real words of each caption.
 * @param size N, the padded length.
 */
export function wordMask(lengths: readonly number[], size: number): Tensor2D {
  const values = lengths.flatMap((length, caption) => {
    if (!Number.isInteger(length) || length < 0 || length > size) {
      throw new RangeError(
        `Caption ${caption} has length ${length}; it must be a whole number from 0 to ${size}, the padded length.`,
      );
    }
    return Array.from({ length: size }, (_, word) => Number(word < length));
  });
  return tensor2d(values, [lengths.length, size]);
}
