import { hasWords } from './has-words';
import type { ParsedCaption } from './parsed-image';

/** A caption that a format has twice: as a sentence or, where that is empty or only punctuation, its words. */
export function rawOrTokens(raw: string, tokens: string): Pick<ParsedCaption, 'text' | 'tokens'> {
  if (!hasWords(tokens)) return { text: raw === '' ? tokens : raw };
  return hasWords(raw) ? { text: raw, tokens } : { text: tokens };
}
