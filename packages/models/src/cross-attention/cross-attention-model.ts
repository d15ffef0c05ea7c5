import { l2Normalize } from '@rs-sam/core/operations';
import { MASK, type PairOperands } from '@rs-sam/core/tiles';
import { maskOf } from '@rs-sam/text-encoder';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { WeightList } from '../building-blocks/weight-list';
import type { EncodeOptions, Encoding, PairAttention, RetrievalModel } from '../contract/retrieval-model';

/** The parts in which models of regions and words differ. */
export interface CrossAttentionParts {
  readonly name: string;
  readonly list: WeightList;
  /** [B, K, depth] to [B, K, dim] */
  regions(features: Tensor3D): Tensor3D;
  /** [B, N] to [B, N, dim] */
  words(ids: Tensor2D, options?: EncodeOptions): Tensor3D;
  score(operands: PairOperands): Tensor2D;
  explain(operands: PairOperands): readonly PairAttention[];
}

/** A model that scores regions with words: encodings `{ regions }` and `{ words, mask }`, words l2-normalised. */
export function crossAttentionModel(parts: CrossAttentionParts): RetrievalModel {
  const { name, list } = parts;
  return {
    name,
    dotProduct: false,
    weights: list.weights,
    pretrained: list.pretrained,
    tokenDim: list.tokenDim,
    encodeImages: (regions): Encoding => ({ regions: parts.regions(regions) }),
    encodeTexts: (ids, options): Encoding => ({ words: l2Normalize(parts.words(ids, options)), [MASK]: maskOf(ids) }),
    score: (images, texts) => parts.score({ images, texts }),
    explain: (images, texts) => parts.explain({ images, texts }),
    dispose: () => list.dispose(),
  };
}
