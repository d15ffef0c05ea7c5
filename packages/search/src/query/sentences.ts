import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { captionReader, type Encoding, type LoadedCheckpoint } from '@rs-sam/models';
import { padBatch, tokenize } from '@rs-sam/text-encoder';
import type { ExtendedVocabulary } from '@rs-sam/text-encoder/pretrained';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';

/** What turns sentences into encodings. */
export type SentenceModel = Pick<LoadedCheckpoint, 'model' | 'vocabulary'>;

/** @throws NoKnownWordError for a sentence of which the model can read no word: its ranking would have no meaning. */
export function checkSentence(text: string, { substitutes }: ExtendedVocabulary): void {
  const words = new Set(tokenize(text));
  const unknown = substitutes.flatMap(({ word, by }) => (by === 'unknown' && words.has(word) ? [word] : []));
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}

/**
 * Sentences as the model compares them with images; the caller disposes the tensors.
 *
 * @param reader of these sentences. Default: one without pretrained words.
 */
export function encodeSentences(
  { model, vocabulary }: SentenceModel,
  texts: readonly string[],
  reader: ExtendedVocabulary = captionReader({ model, vocabulary }, texts),
): Encoding {
  const { ids, shape } = padBatch(texts.map((text) => reader.encode(text)));
  return tidy(() => ({ ...model.encodeTexts(tensor2d(ids, shape, 'int32'), { unseen: reader.unseen }) }));
}
