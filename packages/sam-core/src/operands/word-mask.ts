import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/** Captions of one padded length, as `padBatch` of `@rs-sam/text-encoder` gives them. */
export interface PaddedCaptions {
  /** Number of real words of each caption. */
  readonly lengths: readonly number[];
  /** [B, N] */
  readonly shape: readonly [captions: number, words: number];
}

/**
 * The mask of padded captions: [B, N], 1 at a real word and 0 after the last one.
 *
 * @param captions padded captions, as `padBatch` gives them, or a list with the number of real words of each.
 * @param size N, the padded length; needed if `captions` is a list of lengths.
 * @throws InvalidOptionError for a length that is not an integer from 0 to N.
 * @example
 * wordMask(padBatch(captions)); // or
 * wordMask([3, 1], 4); // [[1, 1, 1, 0], [1, 0, 0, 0]]
 */
export function wordMask(captions: PaddedCaptions | readonly number[], size?: number): Tensor2D {
  const isPadded = 'lengths' in captions;
  const lengths = isPadded ? captions.lengths : captions;
  const words = isPadded ? captions.shape[1] : size;
  if (words === undefined || !Number.isInteger(words) || words < 0) {
    throw new InvalidOptionError('size', words, 'the padded length, an integer of at least 0');
  }
  lengths.forEach((length, caption) => {
    if (Number.isInteger(length) && length >= 0 && length <= words) return;
    throw new InvalidOptionError(`lengths.${caption}`, length, `an integer from 0 to ${words}, the padded length`);
  });
  const values = lengths.flatMap((length) => Array.from({ length: words }, (_, word) => Number(word < length)));
  return tensor2d(values, [lengths.length, words]);
}
