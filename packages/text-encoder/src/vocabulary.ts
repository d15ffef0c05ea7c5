import { type Caption, wordsOf } from './caption';
import { integerOption } from './option-error';
import { END_ID, SPECIAL_TOKENS, START_ID, UNKNOWN_ID } from './special-tokens';
import { readVocabularyJson, VOCABULARY_FORMAT, VOCABULARY_VERSION, type VocabularyJson } from './vocabulary-json';

export interface VocabularyOptions {
  /** How often a word has to occur to get an id of its own; rarer words become `<unk>`. Default 1: every word. SCAN uses 4. */
  readonly minCount?: number;
}

export interface EncodeOptions {
  /** Whether `<start>` and `<end>` surround the words, as in SCAN. Default true. MTFN and AMFMN do without. */
  readonly boundaries?: boolean;
  /** The most ids to return, boundaries included; words at the end are cut, `<end>` stays. Default: all. */
  readonly maxLength?: number;
}

/** No word of the captions made it into the vocabulary. */
export class EmptyVocabularyError extends Error {
  override readonly name = 'EmptyVocabularyError';

  constructor(
    readonly captions: number,
    readonly minCount: number,
  ) {
    super(
      `No word occurs ${minCount} times or more in the ${captions} captions given: lower minCount, or pass the captions of the training split.`,
    );
  }
}

/**
 * Words and their ids. The four special tokens come first, then the words from frequent to rare, words of equal count in
 * the order of their code units: the same captions give the same ids whatever their order.
 */
export class Vocabulary {
  readonly #ids: ReadonlyMap<string, number>;

  private constructor(
    /** Every word; its place is its id. */
    readonly words: readonly string[],
    /** How often each word occurred in the captions that it was built from; 0 for special tokens. */
    readonly counts: readonly number[],
    /** The minimum count that it was built with. */
    readonly minCount: number,
  ) {
    this.#ids = new Map(words.map((word, id) => [word, id]));
  }

  /**
   * The vocabulary of some captions: those of the training split, so that nothing of the test split leaks in.
   *
   * @throws {@link EmptyVocabularyError} when no word is frequent enough.
   */
  static fromCaptions(captions: Iterable<Caption>, options: VocabularyOptions = {}): Vocabulary {
    const minCount = integerOption('minCount', options.minCount ?? 1, 1);
    const counts = new Map<string, number>();
    let read = 0;
    for (const caption of captions) {
      read++;
      for (const word of wordsOf(caption)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const token of SPECIAL_TOKENS) counts.delete(token);
    const kept = [...counts].filter(([, count]) => count >= minCount);
    if (kept.length === 0) throw new EmptyVocabularyError(read, minCount);
    kept.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    return new Vocabulary(
      [...SPECIAL_TOKENS, ...kept.map(([word]) => word)],
      [...SPECIAL_TOKENS.map(() => 0), ...kept.map(([, count]) => count)],
      minCount,
    );
  }

  /**
   * The vocabulary that `JSON.parse` read back from what `JSON.stringify(vocabulary)` wrote.
   *
   * @throws `VocabularyFormatError` naming the field that is wrong.
   */
  static fromJSON(json: unknown): Vocabulary {
    const { words, counts, minCount } = readVocabularyJson(json);
    return new Vocabulary(words, counts, minCount);
  }

  /** Number of ids, special tokens included: the height of the embedding. */
  get size(): number {
    return this.words.length;
  }

  /** Whether the word has an id of its own. */
  has(word: string): boolean {
    return this.#ids.has(word);
  }

  /** The word's id; that of `<unk>` when it has none. */
  idOf(word: string): number {
    return this.#ids.get(word) ?? UNKNOWN_ID;
  }

  /** The ids of a caption's words. */
  encode(caption: Caption, options: EncodeOptions = {}): number[] {
    const { boundaries = true, maxLength = Number.POSITIVE_INFINITY } = options;
    const around = boundaries ? 2 : 0;
    if (maxLength !== Number.POSITIVE_INFINITY) integerOption('maxLength', maxLength, around + 1);
    const ids = wordsOf(caption)
      .slice(0, maxLength - around)
      .map((word) => this.idOf(word));
    return boundaries ? [START_ID, ...ids, END_ID] : ids;
  }

  /** The words of some ids; `<unk>` for an id that the vocabulary does not have. */
  decode(ids: Iterable<number>): string[] {
    return Array.from(ids, (id) => this.words[id] ?? SPECIAL_TOKENS[UNKNOWN_ID]);
  }

  /** What `JSON.stringify` writes; {@link Vocabulary.fromJSON} reads it. */
  toJSON(): VocabularyJson {
    const { words, counts, minCount } = this;
    return { format: VOCABULARY_FORMAT, version: VOCABULARY_VERSION, minCount, words, counts };
  }
}
