import type { PairAttention } from '@rs-sam/core';
import { START_ID, tokenize } from '@rs-sam/text-encoder';
import { tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { FeatureSource } from '../features';
import type { SearchModel } from './score-queries';

/** A word of a caption and how much each region has to do with it. */
export interface WordAttention {
  readonly word: string;
  /** A share for each region; they add up to 1. */
  readonly attention: readonly number[];
}

/** How the words of a caption found their places in an image. */
export interface PairExplanation {
  readonly score: number;
  /** The caption's words in order, without those that open and close it. */
  readonly words: readonly WordAttention[];
}

/** A model has no attention to look at. */
export class NoAttentionError extends Error {
  override readonly name = 'NoAttentionError';

  constructor(readonly model: string) {
    super(`${model} has no attention between words and regions: name a model that has, as sam-t2i.`);
  }
}

/**
 * Word by word, where one caption looks in one image.
 *
 * @param file of the image, as the features know it.
 * @throws NoAttentionError where the model has none.
 */
export async function explainPair(
  { model, vocabulary }: SearchModel,
  features: FeatureSource,
  file: string,
  caption: string,
): Promise<PairExplanation> {
  if (model.explain === undefined) throw new NoAttentionError(model.name);
  const explain = model.explain.bind(model);
  const regions = await features.read([{ image: file }]);
  const ids = vocabulary.encode(caption);
  let pair: PairAttention | undefined;
  tidy(() => {
    const images = model.encodeImages(tensor3d(regions, [1, features.regions, features.depth]));
    [pair] = explain(images, model.encodeTexts(tensor2d(ids, [1, ids.length], 'int32')));
  });
  const { score, attention } = pair as PairAttention;
  const opened = ids[0] === START_ID ? 1 : 0;
  const words = tokenize(caption).map((word, i) => ({ word, attention: attention[opened + i] ?? [] }));
  return { score, words };
}
