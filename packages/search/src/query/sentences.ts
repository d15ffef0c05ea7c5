import { NoKnownWordError } from '@rs-sam/foundation/errors';
import type { Encoding, LoadedCheckpoint } from '@rs-sam/models';
import { padBatch, tokenize } from '@rs-sam/text-encoder';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';

/** What turns sentences into encodings. */
export type SentenceModel = Pick<LoadedCheckpoint, 'model' | 'vocabulary'>;

/** The words of a sentence that are not in the model's vocabulary, each once. The model cannot use them. */
export function unknownWords(text: string, { vocabulary }: SentenceModel): string[] {
  return [...new Set(tokenize(text))].filter((word) => !vocabulary.has(word));
}

/** @throws NoKnownWordError for a sentence of which the model knows no word: its ranking would have no meaning. */
export function checkSentence(text: string, model: SentenceModel): void {
  const unknown = unknownWords(text, model);
  if (unknown.length === new Set(tokenize(text)).size) throw new NoKnownWordError(text, unknown);
}

/** Sentences as the model compares them with images; the caller disposes the tensors. */
export function encodeSentences({ model, vocabulary }: SentenceModel, texts: readonly string[]): Encoding {
  const { ids, shape } = padBatch(texts.map((text) => vocabulary.encode(text)));
  return tidy(() => ({ ...model.encodeTexts(tensor2d(ids, shape, 'int32')) }));
}
