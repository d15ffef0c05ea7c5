import { RsSamError } from '@rs-sam/foundation/errors';
import { checkOptions, integer, matching } from '@rs-sam/foundation/options';
import { type Caption, checkCaptions, wordsOf } from '../text/caption';
import { SPECIAL_TOKENS, UNKNOWN_ID } from '../text/special-tokens';
import { type EncodeOptions, encodeWords } from './encode-words';
import { parseVocabularyJson, VOCABULARY_FORMAT, VOCABULARY_VERSION, type VocabularyJson } from './vocabulary-json';

export interface VocabularyOptions {
  /** How often a word has to occur to get an id; rarer words become `<unk>`. Default 1: every word. SCAN uses 4. */
  readonly minCount?: number;
  /** The words to read in place of a misspelled one, see `findSpellings` of `@rs-sam/text-encoder/pretrained`. Default: none. */
  readonly spellings?: ReadonlyMap<string, readonly string[]>;
}

/** No word of the captions is frequent enough for the vocabulary. */
export class EmptyVocabularyError extends RsSamError {
  override readonly name = 'EmptyVocabularyError';
  override readonly code = 'RS_SAM_EMPTY_VOCABULARY';

  constructor(
    /** How many captions were given. */
    readonly captions: number,
    readonly minCount: number,
  ) {
    super(
      `No word occurs ${minCount} times or more in the ${captions} captions given: lower minCount, or pass the captions of the training part.`,
    );
  }
}

const VOCABULARY_OPTIONS = { minCount: integer(1), spellings: matching('a Map', (value) => value instanceof Map) };

/**
 * Words and their ids. The four special tokens come first, then the words from frequent to rare; words of equal count are in
 * the order of their code units. The same captions in any order give the same ids.
 */
export class Vocabulary {
  readonly #ids: ReadonlyMap<string, number>;

  private constructor(
    /** Every word; the index of a word is its id. */
    readonly words: readonly string[],
    /** How often each word occurred in the captions of `fromCaptions` and `extendedBy`; 0 for special tokens. */
    readonly counts: readonly number[],
    /** How often a word had to occur to get an id. */
    readonly minCount: number,
    /** The words that are read in place of a misspelled one. */
    readonly spellings: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#ids = new Map(words.map((word, id) => [word, id]));
  }

  /**
   * The vocabulary of captions. Pass the captions of the training part alone: no word of the test part may get an id.
   *
   * @throws {@link EmptyVocabularyError} when no word is frequent enough; `InvalidOptionError`.
   */
  static fromCaptions(captions: Iterable<Caption>, options: VocabularyOptions = {}): Vocabulary {
    checkOptions('Vocabulary.fromCaptions', VOCABULARY_OPTIONS, options);
    const { minCount = 1, spellings = new Map() } = options;
    const { counts, captionCount } = countWords(captions, spellings);
    const kept = frequentWords(counts, minCount);
    if (kept.length === 0) throw new EmptyVocabularyError(captionCount, minCount);
    return new Vocabulary(
      [...SPECIAL_TOKENS, ...kept.map(([word]) => word)],
      [...SPECIAL_TOKENS.map(() => 0), ...kept.map(([, count]) => count)],
      minCount,
      spellings,
    );
  }

  /**
   * This vocabulary with the new words of other captions behind its own, which keep their ids: a model that was trained with it can be
   * trained further. The new words are in the order of `fromCaptions`, and the counts are the sums over both.
   *
   * @param options - Their `minCount` is for the new words. Default: that of this vocabulary. Their `spellings` are added to those of this
   * vocabulary, except for words that it has.
   * @throws `InvalidOptionError`.
   */
  extendedBy(captions: Iterable<Caption>, options: VocabularyOptions = {}): Vocabulary {
    checkOptions('Vocabulary.extendedBy', VOCABULARY_OPTIONS, options);
    const { minCount = this.minCount } = options;
    const added = [...(options.spellings ?? [])].filter(([word]) => !this.has(word));
    const spellings = new Map([...added, ...this.spellings]);
    const { counts } = countWords(captions, spellings);
    const before = this.words.map((word, id) => (this.counts[id] as number) + (counts.get(word) ?? 0));
    for (const word of this.words) counts.delete(word);
    const found = frequentWords(counts, minCount);
    return new Vocabulary(
      [...this.words, ...found.map(([word]) => word)],
      [...before, ...found.map(([, count]) => count)],
      minCount,
      spellings,
    );
  }

  /**
   * The vocabulary of a JSON value, which is what `JSON.parse` makes of the text of `JSON.stringify(vocabulary)`.
   *
   * @throws `VocabularyFormatError` with the field that is wrong.
   */
  static fromJSON(json: unknown): Vocabulary {
    const { words, counts, minCount, spellings = {} } = parseVocabularyJson(json);
    return new Vocabulary(words, counts, minCount, new Map(Object.entries(spellings)));
  }

  /** Number of ids, special tokens included: the height of the embedding. */
  get size(): number {
    return this.words.length;
  }

  /** Whether the word has an id of its own. */
  has(word: string): boolean {
    return this.#ids.has(word);
  }

  /** The id of the word, or of `<unk>` for a word that has none. */
  idOf(word: string): number {
    return this.#ids.get(word) ?? UNKNOWN_ID;
  }

  /** The words of a caption as they are read: without the misspelled ones that `spellings` has. */
  wordsOf(caption: Caption): string[] {
    return spelled(wordsOf(caption), this.spellings);
  }

  /**
   * The ids of the words of a caption.
   *
   * @throws InvalidOptionError
   */
  encode(caption: Caption, options: EncodeOptions = {}): number[] {
    return encodeWords('Vocabulary.encode', this.wordsOf(caption), (word) => this.idOf(word), options);
  }

  /** The words of ids; `<unk>` for an id that the vocabulary does not have. */
  decode(ids: Iterable<number>): string[] {
    return Array.from(ids, (id) => this.words[id] ?? SPECIAL_TOKENS[UNKNOWN_ID]);
  }

  /** The value that `JSON.stringify` writes and {@link Vocabulary.fromJSON} takes. */
  toJSON(): VocabularyJson {
    const { words, counts, minCount } = this;
    const json = { format: VOCABULARY_FORMAT, version: VOCABULARY_VERSION, minCount, words, counts } as const;
    return this.spellings.size === 0 ? json : { ...json, spellings: Object.fromEntries(this.spellings) };
  }
}

function spelled(words: readonly string[], spellings: ReadonlyMap<string, readonly string[]>): string[] {
  return words.flatMap((word) => spellings.get(word) ?? [word]);
}

/** How often each word occurs, except for special tokens. */
function countWords(
  captions: Iterable<Caption>,
  spellings: ReadonlyMap<string, readonly string[]>,
): {
  readonly counts: Map<string, number>;
  readonly captionCount: number;
} {
  checkCaptions(captions);
  const counts = new Map<string, number>();
  let captionCount = 0;
  for (const caption of captions) {
    captionCount++;
    for (const word of spelled(wordsOf(caption), spellings)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const token of SPECIAL_TOKENS) counts.delete(token);
  return { counts, captionCount };
}

/** The words with at least this count, from frequent to rare; words of equal count in the order of their code units. */
function frequentWords(counts: ReadonlyMap<string, number>, minCount: number): [string, number][] {
  const kept = [...counts].filter(([, count]) => count >= minCount);
  return kept.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
