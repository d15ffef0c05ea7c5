import { type CaptionModel, encodeCaptions, readCaptions } from '@rs-sam/models';
import { END_ID, START_ID } from '@rs-sam/text-encoder';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { FeatureSource } from '../features/feature-source';
import type { AttentionMap } from './retrieval-examples';

/**
 * The attention of a caption's words over an image; null for a model without attention. `<start>` and `<end>` are omitted.
 *
 * @param pretrained the table that the model was trained with, for words that it was not trained on. Default: none.
 */
export async function attentionMap(
  member: CaptionModel,
  features: FeatureSource,
  image: string,
  caption: string,
  pretrained?: PretrainedWords,
): Promise<AttentionMap | null> {
  const { model } = member;
  if (model.explain === undefined) return null;
  const reader = await readCaptions(member, [caption], { pretrained });
  const ids = reader.encode(caption);
  const regions = await features.read([{ image }]);
  const encodings = tidy(() => ({
    images: { ...model.encodeImages(tensor3d(regions, [1, features.regions, features.depth])) },
    texts: encodeCaptions(model, [ids], reader),
  }));
  const [pair] = model.explain(encodings.images, encodings.texts);
  dispose(encodings);
  if (pair === undefined) return null;
  const shown = ids.flatMap((id, word) => (id === START_ID || id === END_ID ? [] : [word]));
  return {
    words: reader.wordsOf(caption),
    grid: features.manifest.grid,
    weights: shown.map((word) => pair.attention[word] ?? []),
  };
}
