import { type Caption, wordsOf } from './caption';
import type { Vocabulary } from './vocabulary';

/** How much of some captions a vocabulary does not know. */
export interface OutOfVocabulary {
  /** Running words. */
  readonly words: number;
  /** Running words that become `<unk>`. */
  readonly unknownWords: number;
  /** unknownWords / words; 0 when there are no words. */
  readonly rate: number;
  /** Different words. */
  readonly types: number;
  /** The different words that the vocabulary does not know, most frequent first. */
  readonly unknown: readonly { readonly word: string; readonly count: number }[];
}

/** Counts the words of some captions, of the test split as a rule, that the vocabulary does not hold. */
export function outOfVocabulary(vocabulary: Vocabulary, captions: Iterable<Caption>): OutOfVocabulary {
  const counts = new Map<string, number>();
  let words = 0;
  for (const caption of captions) {
    for (const word of wordsOf(caption)) {
      words++;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const unknown = [...counts].filter(([word]) => !vocabulary.has(word)).map(([word, count]) => ({ word, count }));
  unknown.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const unknownWords = unknown.reduce((sum, { count }) => sum + count, 0);
  return { words, unknownWords, rate: words === 0 ? 0 : unknownWords / words, types: counts.size, unknown };
}
