/**
 * Characters that look like an apostrophe. The full-width one becomes one in NFKC, too; the acute accent would become two characters
 * there. The grave accent of RSICD's captions stays a separator, so that their tokens stay as they are.
 */
const APOSTROPHES =
  /[\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u2018\u2019\u201b\u2032\u2035\ua78c\uff07]/gu;

/** Characters that are not seen: soft hyphen, zero-width space and joiners, byte-order mark, direction marks, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/**
 * The words of a caption, in order.
 *
 * 1. Every kind of apostrophe becomes a straight one, invisible characters are dropped (a word with a soft hyphen or a zero-width
 *    character is one word), Unicode compatibility forms are unified (NFKC), everything becomes lower case.
 * 2. A word is a run of letters, marks and digits that begins with a letter or digit; single apostrophes inside it stay (`there's`).
 * 3. Everything else separates words and is dropped: punctuation, hyphens (`blue-green` is two words), symbols, spaces.
 *
 * For UCM-Captions and Sydney-Captions these rules give the `tokens` of the Karpathy files, for every sentence.
 * A caption without a letter or digit gives no words. Scripts written without spaces are not segmented: pass such captions
 * as lists of words, which every function of this package accepts in place of a string.
 *
 * @param caption - Any text.
 * @returns Lower-case words; empty when there are none.
 */
export function tokenize(caption: string): string[] {
  const text = caption.replace(APOSTROPHES, "'").replace(INVISIBLE, '').normalize('NFKC');
  return text.replace(INVISIBLE, '').toLowerCase().match(WORD) ?? [];
}
