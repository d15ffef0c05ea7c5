const WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu;

/**
 * The words of a caption, in order.
 *
 * 1. Unicode compatibility forms are unified (NFKC), curly apostrophes become straight, everything becomes lower case.
 * 2. A word is a run of letters, marks and digits; single apostrophes inside it stay (`there's`, `children's`).
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
  return caption.normalize('NFKC').replaceAll('’', "'").toLowerCase().match(WORD) ?? [];
}
