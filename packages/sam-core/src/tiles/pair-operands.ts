import type { Tensor } from '@tensorflow/tfjs-core';
import type { Items } from './items';

/** Images and captions to score against each other, and the weights of the score itself. */
export interface PairOperands {
  readonly images: Items;
  readonly texts: Items;
  readonly weights?: Items;
}

/**
 * Scores images with captions.
 *
 * @param paired Image p with caption p, a result [P]; otherwise every image with every caption, a result [B_i, B_t].
 */
export type PairScorer = (operands: PairOperands, paired: boolean) => Tensor;
