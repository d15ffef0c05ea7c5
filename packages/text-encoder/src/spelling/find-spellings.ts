import type { PretrainedWords } from '../pretrained/pretrained-words';
import { type Caption, checkCaptions, wordsOf } from '../text/caption';
import { spellingFolder } from './spelling-folder';

/** A misspelled word of captions. */
export interface Spelling {
  readonly word: string;
  /** The words that are meant, in order. */
  readonly read: readonly string[];
  /** How often the captions have it. */
  readonly count: number;
}

/**
 * The misspelled words of captions and the words that are meant, see `spellingFolder`; most frequent first.
 *
 * @param dictionary its words are spelled right.
 * @throws InvalidOptionError for one caption in place of a list.
 */
export function findSpellings(captions: Iterable<Caption>, dictionary: Pick<PretrainedWords, 'words'>): Spelling[] {
  checkCaptions(captions);
  const counts = new Map<string, number>();
  for (const word of Array.from(captions, wordsOf).flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const fold = spellingFolder(counts, dictionary);
  const found = [...counts].flatMap(([word, count]) => {
    const read = fold(word);
    return read === undefined ? [] : [{ word, read, count }];
  });
  return found.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
