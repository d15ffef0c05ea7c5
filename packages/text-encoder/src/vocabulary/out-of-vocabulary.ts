import { type Caption, checkCaptions } from '../text/caption';
import type { Vocabulary } from './vocabulary';

/** How many words of captions are not in a vocabulary. */
export interface OutOfVocabulary {
  /** Running words. */
  readonly words: number;
  /** Running words that become `<unk>`. */
  readonly unknownWords: number;
  /** unknownWords / words; 0 when there are no words. */
  readonly rate: number;
  /** Different words. */
  readonly types: number;
  /** The different words that are not in the vocabulary, most frequent first. */
  readonly unknown: readonly { readonly word: string; readonly count: number }[];
}

/**
 * Counts the words of captions, usually those of the test part, that are not in the vocabulary.
 *
 * @throws InvalidOptionError for one caption in place of a list.
 */
export function outOfVocabulary(vocabulary: Vocabulary, captions: Iterable<Caption>): OutOfVocabulary {
  checkCaptions(captions);
  const counts = new Map<string, number>();
  let words = 0;
  for (const caption of captions) {
    for (const word of vocabulary.wordsOf(caption)) {
      words++;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const unknown = [...counts].filter(([word]) => !vocabulary.has(word)).map(([word, count]) => ({ word, count }));
  unknown.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const unknownWords = unknown.reduce((sum, { count }) => sum + count, 0);
  return { words, unknownWords, rate: words === 0 ? 0 : unknownWords / words, types: counts.size, unknown };
}
