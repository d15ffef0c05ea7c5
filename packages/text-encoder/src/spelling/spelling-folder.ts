import type { PretrainedWords } from '../pretrained/pretrained-words';
import { editDistance } from './edit-distance';

/** A word is frequent if captions have it this often. */
const FREQUENT = 10;
/** A misspelled word is at most as frequent as the word that is meant, divided by this. */
const RATIO = 4;
/** Letters of the shortest word that is folded. */
const SHORTEST = 4;
/** From this length on, the first letter may be wrong. */
const FIRST_LETTER_FREE = 6;
/** From this length on, a word may be two edits away, with the same first letter. */
const TWO_EDITS = 8;

/** The known words that are meant by a misspelled or joined one, in order; undefined for a word that is kept as it is. */
export type SpellingFolder = (word: string) => readonly string[] | undefined;

/**
 * Finds the words that are meant by misspelled ones, from the counts of the words of captions. A word is only folded if it has no
 * pretrained vector, consists of at least four letters, and the words that are meant have a vector and occur ten times or more:
 *
 * 1. It is one edit (see `editDistance`) from exactly one known word, which is at least four times as frequent: `brigde` is `bridge`. Words of
 *    fewer than six letters begin with the same letter.
 * 2. It is two known words without the space: `baseballfield` is `baseball field`. Of several pairs, that whose rarer word is most frequent.
 * 3. It is two edits from exactly one such word, both with at least eight letters, the same first.
 *
 * A word that is meant by an edit may be two words without the space itself: `baseballfiled` is `baseball field` where `baseballfield` occurs.
 *
 * @param counts of the words of the training captions.
 * @param dictionary its words are spelled right.
 */
export function spellingFolder(
  counts: ReadonlyMap<string, number>,
  dictionary: Pick<PretrainedWords, 'words'>,
): SpellingFolder {
  const right = new Set(dictionary.words);
  const isFrequent = (word: string) => right.has(word) && (counts.get(word) ?? 0) >= FREQUENT;
  const meant = new Map<string, readonly string[]>();
  for (const [word, count] of counts) {
    if (count < FREQUENT || !isFoldable(word)) continue;
    const words = right.has(word) ? [word] : splitWord(word, counts, isFrequent);
    if (words !== undefined) meant.set(word, words);
  }
  return (word) => {
    if (right.has(word) || !isFoldable(word)) return undefined;
    const least = RATIO * (counts.get(word) ?? 0);
    const meantBy = ([found, another]: readonly string[], edits: 1 | 2): readonly string[] | undefined => {
      if (found === undefined || another !== undefined || (counts.get(found) as number) < least) return undefined;
      return isLikely(word, found, edits) ? meant.get(found) : undefined;
    };
    const near = nearWords(word, 1, meant.keys());
    const found = meantBy(near, 1) ?? splitWord(word, counts, isFrequent);
    return found ?? (near.length === 0 ? meantBy(nearWords(word, 2, meant.keys()), 2) : undefined);
  };
}

function isFoldable(word: string): boolean {
  return word.length >= SHORTEST && /^\p{L}+$/u.test(word);
}

/** The known words at this number of edits, two at most. */
function nearWords(word: string, edits: 1 | 2, known: Iterable<string>): string[] {
  const near: string[] = [];
  for (const other of known) {
    if (editDistance(word, other, edits) === edits && near.push(other) === 2) break;
  }
  return near;
}

/** Whether the letters leave little doubt. */
function isLikely(word: string, meant: string, edits: 1 | 2): boolean {
  const shorter = Math.min(word.length, meant.length);
  if (edits === 2) return shorter >= TWO_EDITS && word[0] === meant[0];
  return shorter >= FIRST_LETTER_FREE || word[0] === meant[0];
}

/** The two frequent words that a word joins, of two letters and more, and not both of two. */
function splitWord(
  word: string,
  counts: ReadonlyMap<string, number>,
  isFrequent: (word: string) => boolean,
): readonly [string, string] | undefined {
  let best: readonly [string, string] | undefined;
  let most = 0;
  if (word.length < SHORTEST + 1) return undefined;
  for (let at = 2; at <= word.length - 2; at++) {
    const pair = [word.slice(0, at), word.slice(at)] as const;
    const rarer = Math.min(...pair.map((part) => (isFrequent(part) ? (counts.get(part) ?? 0) : 0)));
    if (rarer > most) [best, most] = [pair, rarer];
  }
  return best;
}
