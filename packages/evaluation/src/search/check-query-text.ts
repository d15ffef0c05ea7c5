import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { tokenize } from '@rs-sam/text-encoder';
import type { SearchModel } from './score-queries';
import { unknownWords } from './unknown-words';

/** @throws NoKnownWordError for a text in which no model knows a word. */
export function checkQueryText(text: string, models: readonly SearchModel[]): void {
  const words = new Set(tokenize(text));
  const unknown = unknownWords(text, models);
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}
