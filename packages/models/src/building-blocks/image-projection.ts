import { l2Normalize } from '@rs-sam/core/operations';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type LinearWeights, linear } from './linear';

/**
 * `v = l2(W f + b)`: features of an image in the space that it shares with text, as in VSE++, SCAN and IMRAM.
 *
 * @param features [..., D]
 */
export function projectImages<T extends Tensor>(features: T, weights: LinearWeights): T {
  return l2Normalize(linear(features, weights));
}
