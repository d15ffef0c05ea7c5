import { formatShape, ShapeMismatchError } from '@rs-sam/foundation/errors';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** Images and captions in the joint space. */
export interface RegionsAndWords {
  /** [B_i, K, D] */
  readonly regions: Tensor3D;
  /** [B_t, N, D] */
  readonly words: Tensor3D;
  /** [B_t, N]: 1 at a real word, 0 at a padded one. Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
}

/** @throws ShapeMismatchError unless regions and words have three axes and are equally deep, and the mask has a value for each word. */
export function checkFeatures({ regions, words, wordMask }: RegionsAndWords): void {
  const wordShape = `words ${formatShape(words.shape)}`;
  if (regions.rank !== 3 || words.rank !== 3) {
    throw new ShapeMismatchError('regions', regions.shape, wordShape, 'Both have three axes: items, rows, depth.');
  }
  if (regions.shape[2] !== words.shape[2]) {
    throw new ShapeMismatchError(
      'regions',
      regions.shape,
      wordShape,
      'Their last axes must be equal: give the text encoder as many units, or project the regions.',
    );
  }
  if (wordMask !== undefined && wordMask.shape.join() !== words.shape.slice(0, 2).join()) {
    throw new ShapeMismatchError(
      'wordMask',
      wordMask.shape,
      wordShape,
      'The mask has one value for each word: [captions, words].',
    );
  }
}
