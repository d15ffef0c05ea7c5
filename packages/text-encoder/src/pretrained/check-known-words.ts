import { NoKnownWordError } from '@rs-sam/foundation/errors';
import { tokenize } from '@rs-sam/foundation/text';
import type { WordSubstitute } from './extend-vocabulary';

/**
 * @param substitutes of the words of this text, and perhaps of others.
 * @throws NoKnownWordError for a text of which a model can read no word: its ranking would have no meaning.
 */
export function checkKnownWords(text: string, substitutes: readonly WordSubstitute[]): void {
  const words = new Set(tokenize(text));
  const unknown = substitutes.flatMap(({ word, by }) => (by === 'unknown' && words.has(word) ? [word] : []));
  if (unknown.length === words.size) throw new NoKnownWordError(text, unknown);
}
