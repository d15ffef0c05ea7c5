import { checkOptions, flag, object } from '@rs-sam/foundation/options';
import { type SpellingFolder, spellingFolder } from '../spelling/spelling-folder';
import { type Caption, checkCaptions, wordsOf } from '../text/caption';
import { SPECIAL_TOKENS, UNKNOWN_ID } from '../text/special-tokens';
import { type EncodeOptions, encodeWords } from '../vocabulary/encode-words';
import type { Vocabulary } from '../vocabulary/vocabulary';
import type { PretrainedWords } from './pretrained-words';

const UNKNOWN = SPECIAL_TOKENS[UNKNOWN_ID];

/** What stands for a word that a vocabulary does not have. */
export interface WordSubstitute {
  readonly word: string;
  /** Its pretrained vector, known words that it is a misspelling of, or `<unk>`. */
  readonly by: 'vector' | 'spelling' | 'unknown';
  /** What is read: the word itself, the words that are meant, or `<unk>`. */
  readonly read: readonly string[];
}

/** Pretrained vectors of words that have the ids behind those of a vocabulary. */
export interface UnseenVectors {
  readonly words: readonly string[];
  /** [words, dimension], row-major: g_w of each word, with l2 norm 1. */
  readonly rows: Float32Array;
  readonly dimension: number;
}

/** A vocabulary and further words, whose ids follow those of the vocabulary. */
export interface ExtendedVocabulary {
  /** As `Vocabulary.encode`; ids of the further words are `vocabulary.size` and above. */
  encode(caption: Caption, options?: EncodeOptions): number[];
  /** As `Vocabulary.wordsOf`: a word for each id, misspelled ones replaced. */
  wordsOf(caption: Caption): string[];
  /** The further words, whose vectors the encoder needs. */
  readonly unseen: UnseenVectors;
  /** Each word of the captions that the vocabulary does not have, in order of appearance. */
  readonly substitutes: readonly WordSubstitute[];
}

/** Options of {@link extendVocabulary}. */
export interface ExtendOptions {
  /** Without a table, every word that neither the vocabulary nor its spellings have is `<unk>`. */
  readonly pretrained?: PretrainedWords | undefined;
  /** Whether words have ids behind the vocabulary; false for an encoder without pretrained vectors. Default true. */
  readonly vectors?: boolean;
}

const OPTIONS = { pretrained: object('a table of pretrained words'), vectors: flag };

/**
 * Decides what stands for each word of captions that a vocabulary does not have: its pretrained vector, where the table has one, whose id is
 * behind those of the vocabulary; otherwise the known words that it is a misspelling of, see `spellingFolder`; otherwise `<unk>`.
 *
 * @throws InvalidOptionError for one caption in place of a list.
 */
export function extendVocabulary(
  vocabulary: Vocabulary,
  captions: Iterable<Caption>,
  options: ExtendOptions = {},
): ExtendedVocabulary {
  checkOptions('extendVocabulary', OPTIONS, options);
  checkCaptions(captions);
  const { pretrained, vectors = true } = options;
  let folder: SpellingFolder | undefined;
  const fold = (word: string) => {
    if (pretrained === undefined) return undefined;
    folder ??= spellingFolder(countsOf(vocabulary), pretrained);
    return folder(word);
  };
  const substitutes = new Map<string, WordSubstitute>();
  for (const word of new Set(Array.from(captions, wordsOf).flat())) {
    if (vocabulary.has(word)) continue;
    const spelling = vocabulary.spellings.get(word);
    if (spelling === undefined && vectors && pretrained?.vectorOf(word) !== undefined) {
      substitutes.set(word, { word, by: 'vector', read: [word] });
      continue;
    }
    const read = spelling ?? fold(word);
    substitutes.set(
      word,
      read === undefined ? { word, by: 'unknown', read: [UNKNOWN] } : { word, by: 'spelling', read },
    );
  }
  const unseen = [...substitutes.values()].flatMap(({ word, by }) => (by === 'vector' ? [word] : []));
  const ids = new Map(unseen.map((word, i) => [word, vocabulary.size + i]));
  const read = (caption: Caption) =>
    wordsOf(caption).flatMap((word) => {
      const found = substitutes.get(word);
      return found?.by === 'spelling' ? found.read : [word];
    });
  const idOf = (word: string) => ids.get(word) ?? vocabulary.idOf(word);
  return {
    encode: (caption, given = {}) => encodeWords('ExtendedVocabulary.encode', read(caption), idOf, given),
    wordsOf: read,
    unseen: unseenVectors(unseen, pretrained),
    substitutes: [...substitutes.values()],
  };
}

function countsOf({ words, counts }: Vocabulary): ReadonlyMap<string, number> {
  return new Map(words.map((word, id) => [word, counts[id] as number]));
}

function unseenVectors(words: readonly string[], pretrained: PretrainedWords | undefined): UnseenVectors {
  const dimension = pretrained?.dimension ?? 0;
  const rows = new Float32Array(words.length * dimension);
  words.forEach((word, i) => {
    rows.set(pretrained?.vectorOf(word) as Float32Array, i * dimension);
  });
  return { words, rows, dimension };
}
