import { tokenize } from './tokenize';

/** A caption: its text, or the words that somebody else's tokeniser made of it. */
export type Caption = string | readonly string[];

/** The words of a caption: a text is tokenised, a list is taken as it is. */
export function wordsOf(caption: Caption): readonly string[] {
  return typeof caption === 'string' ? tokenize(caption) : caption;
}
