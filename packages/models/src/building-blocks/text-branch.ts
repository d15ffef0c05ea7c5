import { CaptionEncoder } from '@rs-sam/text-encoder';
import {
  cast,
  cumsum,
  div,
  equal,
  maximum,
  mul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { type WeightList, weightName } from './weight-list';

/** Sizes of a text branch. */
export interface TextBranchSize {
  readonly vocabularySize: number;
  readonly embeddingDim: number;
  /** Numbers in a word's feature. */
  readonly dim: number;
  /** Default true. */
  readonly bidirectional?: boolean;
}

/**
 * Word features of token ids, as in PyTorch: an embedding, then a GRU whose reset gate is applied after the recurrent product, with
 * PyTorch's initial weights; both directions are averaged.
 *
 * @param list receives the weights, such as `text/embeddings`, `text/forward/gates/kernel`.
 * @returns ids [B, N] to words [B, N, dim]; 0 at a padded word.
 */
export function textBranch(list: WeightList, size: TextBranchSize): (ids: Tensor2D) => Tensor3D {
  const encoder = new CaptionEncoder({
    vocabularySize: size.vocabularySize,
    embeddingDim: size.embeddingDim,
    units: size.dim,
    bidirectional: size.bidirectional ?? true,
    resetAfter: true,
    seed: list.nextSeed(),
  });
  encoder.build([null, null]);
  // `read` of a layer's variable returns the variable of tfjs-core itself, which tfjs-layers passes to its optimisers too.
  for (const weight of encoder.weights) list.adopt(`text/${weightName(encoder, weight)}`, weight.read() as Variable);
  return (ids) => encoder.call(ids, {}) as Tensor3D;
}

/** [B, D]: the feature of each caption's last word, 0 for a caption without one. */
export function lastWord(words: Tensor3D, mask: Tensor2D): Tensor2D {
  const reached = cast(equal<Tensor>(cumsum(mask, 1), sum(mask, 1, true)), 'float32');
  return weightedSum(words, mul<Tensor>(mask, reached));
}

/** [B, D]: the mean of each caption's words, 0 for a caption without one. */
export function meanWord(words: Tensor3D, mask: Tensor2D): Tensor2D {
  return weightedSum(words, div(mask, maximum(sum(mask, 1, true), 1)));
}

/** Σ_n weight_n word_n: words [B, N, D] and their weights [B, N] to [B, D]. */
function weightedSum(words: Tensor3D, weights: Tensor): Tensor2D {
  const [batch, size] = weights.shape as [number, number];
  return sum(mul(words, reshape(weights, [batch, size, 1])), 1) as Tensor2D;
}
