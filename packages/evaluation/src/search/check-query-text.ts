import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { tokenize } from '@rs-sam/text-encoder';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import type { SearchModel } from './score-queries';
import { wordSubstitutes } from './word-substitutes';

/** @throws NoKnownWordError for a text in which no model knows a word. */
export function checkQueryText(text: string, models: readonly SearchModel[], pretrained?: PretrainedWords): void {
  const words = new Set(tokenize(text));
  const unknown = wordSubstitutes(text, models, pretrained).flatMap(({ word, by }) => (by === 'unknown' ? [word] : []));
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}
