import { ShapeMismatchError } from '@rs-sam/core';
import { cast, expandDims, mul, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { PairOperands } from './pair-operands';

/** Images and captions in the joint space. */
export interface RegionsAndWords {
  /** [B_i, K, D] */
  readonly regions: Tensor3D;
  /** [B_t, N, D] */
  readonly words: Tensor3D;
  /** [B_t, N]: 1 at a real word, 0 at a padded one. Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
}

/**
 * The operands of a pair scorer, with every padded word set to 0.
 *
 * @throws ShapeMismatchError gives both shapes.
 */
export function pairsOf({ regions, words, wordMask }: RegionsAndWords): PairOperands {
  const refuse = (name: string, shape: readonly number[], remedy: string): never => {
    throw new ShapeMismatchError('Cross attention', name, shape, 'words', words.shape, remedy);
  };
  if (regions.rank !== 3 || words.rank !== 3 || regions.shape[2] !== words.shape[2]) {
    refuse('regions', regions.shape, 'Both have three axes, items, rows and depth, and are equally deep.');
  }
  if (wordMask === undefined) return { images: { regions }, texts: { words } };
  if (wordMask.shape[0] !== words.shape[0] || wordMask.shape[1] !== words.shape[1]) {
    refuse('wordMask', wordMask.shape, 'The mask has one value for each word: [captions, words].');
  }
  const mask: Tensor2D = cast(wordMask, 'float32');
  return { images: { regions }, texts: { words: mul(words, expandDims(mask, -1)), mask } };
}
