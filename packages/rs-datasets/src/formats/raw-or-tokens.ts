import type { ParsedCaption } from './parsed-image';

/** A caption that a format has twice: as a sentence or, where that is empty or only punctuation, its words. */
export function rawOrTokens(raw: string, tokens: string): Pick<ParsedCaption, 'text' | 'tokens'> {
  if (!/[\p{L}\p{N}]/u.test(tokens)) return { text: raw === '' ? tokens : raw };
  return /[\p{L}\p{N}]/u.test(raw) ? { text: raw, tokens } : { text: tokens };
}
