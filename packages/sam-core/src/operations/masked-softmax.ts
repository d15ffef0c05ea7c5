import { add, mul, softmax, sub, type Tensor } from '@tensorflow/tfjs-core';

/** Added to a masked logit: its exponential is 0 in float32, whatever the others are. */
export const MASKED = -1e9;

/**
 * Softmax along the last axis over the real entries; the weights are all 0 where there is none.
 *
 * @param mask 1 at a real entry, 0 at a masked one, broadcast to the logits; absent when all are real.
 */
export function maskedSoftmax(logits: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return softmax(logits);
  return mul(softmax(add(logits, mul(sub(1, mask), MASKED))), mask);
}
