import { padBatch } from '@rs-sam/text-encoder';
import type { CaptionTokens, UnseenVectors } from '@rs-sam/text-encoder/pretrained';
import { tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Encoding, RetrievalModel } from '../contract/retrieval-model';

/** What the ids of captions stand for besides the words of a vocabulary. */
export interface WordFeatures {
  /** The vectors of ids that the vocabulary does not have. Default: no such ids. */
  readonly unseen?: UnseenVectors | undefined;
  /** The tokens of a text network, of a model that has one. */
  readonly tokens?: CaptionTokens | undefined;
}

/**
 * Captions as the model compares them with images; the caller disposes the tensors, or calls it inside `tidy`.
 *
 * @param captions the ids of each, of a vocabulary or a `CaptionReader`.
 * @param dropoutSeed in training only, see `EncodeOptions`.
 */
export function encodeCaptions(
  model: RetrievalModel,
  captions: readonly (readonly number[])[],
  { unseen, tokens }: WordFeatures = {},
  dropoutSeed?: number,
): Encoding {
  const { ids, shape } = padBatch(captions);
  return tidy(() => {
    const features = tokens && tensor3d(tokens.featuresOf(ids), [...shape, tokens.dimension]);
    // A copy, because tidy keeps the tensors of a plain object.
    return { ...model.encodeTexts(tensor2d(ids, shape, 'int32'), { dropoutSeed, unseen, tokens: features }) };
  });
}
