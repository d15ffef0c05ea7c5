import type { LoadedCheckpoint } from '@rs-sam/models';
import { END_ID, outOfVocabulary, padBatch, START_ID, tokenize } from '@rs-sam/text-encoder';
import { dispose, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';

/** A sentence with its score and its attention over the image. */
export interface ScoredSentence {
  readonly sentence: string;
  /** S, eq. (12) or (17). */
  readonly score: number;
  /** Words that are not in the vocabulary; to the model they are all the same unknown word. */
  readonly unknown: readonly string[];
  /** The attention of each word over the regions of the image; null for a model without attention. */
  readonly words: readonly { readonly word: string; readonly weights: readonly number[] }[] | null;
}

/**
 * Scores sentences against one image, the best first.
 *
 * @param regions F [1, K, D], row-major, from the extractor that `manifest.features` of the checkpoint describes.
 */
export function scoreSentences(
  { model, vocabulary, manifest }: LoadedCheckpoint,
  regions: Float32Array,
  sentences: readonly string[],
): ScoredSentence[] {
  const { regions: count, depth } = manifest.features;
  const image = tidy(() => ({ ...model.encodeImages(tensor3d(regions, [1, count, depth])) }));
  const scored = sentences.map((sentence) => {
    const ids = vocabulary.encode(sentence);
    const padded = padBatch([ids]);
    const text = tidy(() => ({ ...model.encodeTexts(tensor2d(padded.ids, padded.shape, 'int32')) }));
    const score = tidy(() => model.score(image, text).dataSync()[0] as number);
    const [pair] = model.explain?.(image, text) ?? [];
    dispose(text);
    const isWord = ids.map((id) => id !== START_ID && id !== END_ID);
    const attention = pair?.attention.filter((_, position) => isWord[position]);
    return {
      sentence,
      score,
      unknown: outOfVocabulary(vocabulary, [sentence]).unknown.map(({ word }) => word),
      words: attention ? tokenize(sentence).map((word, i) => ({ word, weights: attention[i] ?? [] })) : null,
    };
  });
  dispose(image);
  return scored.sort((a, b) => b.score - a.score);
}
