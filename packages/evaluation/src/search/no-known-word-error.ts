import { RsSamError } from '@rs-sam/foundation/errors';
import { tokenize } from '@rs-sam/text-encoder';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import type { SearchModel } from './score-queries';
import { wordSubstitutes } from './word-substitutes';

/** A query has no word of a model's vocabulary, so that its ranking would have no meaning. */
export class NoKnownWordError extends RsSamError {
  override readonly name = 'NoKnownWordError';
  override readonly code = 'RS_SAM_NO_KNOWN_WORD';

  constructor(
    readonly text: string,
    /** Words that are not in a vocabulary; empty where the text has no word at all. */
    readonly unknown: readonly string[],
  ) {
    const problem =
      unknown.length === 0 ? 'has no word' : `has no word that the model has learned (${unknown.join(', ')})`;
    super(`The text ${JSON.stringify(text)} ${problem}. Describe the image with words of the training captions.`);
  }
}

/** @throws NoKnownWordError for a text in which no model knows a word. */
export function checkQueryText(text: string, models: readonly SearchModel[], pretrained?: PretrainedWords): void {
  const words = new Set(tokenize(text));
  const unknown = wordSubstitutes(text, models, pretrained).flatMap(({ word, by }) => (by === 'unknown' ? [word] : []));
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}
