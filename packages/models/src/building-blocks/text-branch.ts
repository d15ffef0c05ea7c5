import { integer, rate } from '@rs-sam/foundation/options';
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
import { option } from '../contract/model-options';
import type { EncodeOptions, ModelInputs } from '../contract/retrieval-model';
import { tokenBranch } from './token-branch';
import { type WeightList, weightName } from './weight-list';
import { wordInputs } from './word-inputs';

/** The options that every model has for its text branch. */
export const textRules = {
  embeddingDim: option(300, integer(1)),
  wordVectorDropout: option(0.3, rate),
};

/** Sizes of a text branch, and its dropout. */
export interface TextBranchOptions extends Pick<ModelInputs, 'vocabularySize' | 'pretrainedDim' | 'tokenDim'> {
  readonly embeddingDim: number;
  /** Share of the words of a batch whose learned vector is dropped in training, for words that have a pretrained one too. */
  readonly wordVectorDropout: number;
  /** Numbers in a word's feature. */
  readonly dim: number;
  /** Default true. */
  readonly bidirectional?: boolean;
}

/**
 * Word features of token ids; with `tokenDim`, a map of the tokens of a text network, see `tokenBranch`. Otherwise as in PyTorch: an
 * embedding, then a GRU whose reset gate is applied after the recurrent product, with PyTorch's initial weights; both directions are
 * averaged.
 *
 * @param list receives the weights, such as `text/embeddings`, `text/forward/gates/kernel`.
 * @returns ids [B, N] to words [B, N, dim]; 0 at a padded word.
 */
export function textBranch(
  list: WeightList,
  size: TextBranchOptions,
): (ids: Tensor2D, options?: EncodeOptions) => Tensor3D {
  const { pretrainedDim, tokenDim } = size;
  if (tokenDim !== undefined) return tokenBranch(list, tokenDim, size.dim);
  const encoder = new CaptionEncoder({
    vocabularySize: size.vocabularySize,
    embeddingDim: size.embeddingDim,
    units: size.dim,
    bidirectional: size.bidirectional ?? true,
    resetAfter: true,
    ...(pretrainedDim !== undefined && { pretrainedDim }),
    seed: list.nextSeed(),
  });
  encoder.build([null, null]);
  // `read` of a layer's variable returns the variable of tfjs-core itself, which tfjs-layers passes to its optimisers too.
  for (const weight of encoder.trainableWeights) {
    list.adopt(`text/${weightName(encoder, weight)}`, weight.read() as Variable);
  }
  for (const weight of encoder.nonTrainableWeights) {
    list.adoptPretrained(`text/${weightName(encoder, weight)}`, weight.read() as Variable);
  }
  const dropout = pretrainedDim === undefined ? 0 : size.wordVectorDropout;
  return (ids, options = {}) => encoder.call(ids, wordInputs(ids, options, dropout)) as Tensor3D;
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
