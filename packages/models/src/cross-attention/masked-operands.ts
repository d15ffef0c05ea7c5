import { checkFeatures, type RegionsAndWords, withoutPadding } from '@rs-sam/core/operations';
import type { PairOperands } from '@rs-sam/core/tiles';
import { cast, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * The operands of a pair scorer, with every padded word set to 0.
 *
 * @throws ShapeMismatchError gives both shapes.
 */
export function pairsOf({ regions, words, wordMask }: RegionsAndWords): PairOperands {
  checkFeatures({ regions, words, wordMask });
  if (wordMask === undefined) return { images: { regions }, texts: { words } };
  const mask: Tensor2D = cast(wordMask, 'float32');
  return { images: { regions }, texts: { words: withoutPadding(words, mask), mask } };
}
