import { cast, notEqual, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { PAD_ID } from '../text/special-tokens';

/**
 * The mask of padded captions `[B, N]`, float32: 1 at a word, 0 at padding.
 *
 * @param ids - Token ids `[B, N]`, int32 or float32.
 */
export function maskOf(ids: Tensor): Tensor2D {
  return tidy(() => cast(notEqual(ids, PAD_ID), 'float32') as Tensor2D);
}
