import { add, mul, softmax, sub, type Tensor } from '@tensorflow/tfjs-core';

/** Added to a masked logit, so that its exponential is 0 in float32 for any other logits. */
export const MASKED = -1e9;

/**
 * Softmax along the last axis over the real entries; all weights are 0 where no entry is real.
 *
 * @param mask 1 at a real entry, 0 at a masked one, broadcast to the logits; absent when all are real.
 */
export function maskedSoftmax(logits: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return softmax(logits);
  return mul(softmax(add(logits, mul(sub(1, mask), MASKED))), mask);
}
