import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { type CaptionModel, type CaptionReader, type Encoding, encodeCaptions } from '@rs-sam/models';
import { tokenize } from '@rs-sam/text-encoder';

/** @throws NoKnownWordError for a sentence of which the model can read no word: its ranking would have no meaning. */
export function checkSentence(text: string, { substitutes }: Pick<CaptionReader, 'substitutes'>): void {
  const words = new Set(tokenize(text));
  const unknown = substitutes.flatMap(({ word, by }) => (by === 'unknown' && words.has(word) ? [word] : []));
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}

/**
 * Sentences as the model compares them with images; the caller disposes the tensors.
 *
 * @param reader of these sentences.
 */
export function encodeSentences({ model }: CaptionModel, texts: readonly string[], reader: CaptionReader): Encoding {
  return encodeCaptions(
    model,
    texts.map((text) => reader.encode(text)),
    reader,
  );
}
