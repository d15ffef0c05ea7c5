import { SPECIAL_TOKENS } from './special-tokens';

export const VOCABULARY_FORMAT = 'rs-sam-vocabulary';
export const VOCABULARY_VERSION = 1;

/** A vocabulary as it is saved. */
export interface VocabularyJson {
  readonly format: typeof VOCABULARY_FORMAT;
  readonly version: typeof VOCABULARY_VERSION;
  /** How often a word had to occur. */
  readonly minCount: number;
  /** Every word, special tokens first; its place is its id. */
  readonly words: readonly string[];
  /** How often each occurred, in the same order. */
  readonly counts: readonly number[];
}

/** JSON that is not a vocabulary. */
export class VocabularyFormatError extends Error {
  override readonly name = 'VocabularyFormatError';

  /**
   * @param field - Where it goes wrong, such as `words[7]`.
   * @param problem - What is wrong there.
   */
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(
      `Not a vocabulary: ${field} ${problem}. Write one with JSON.stringify(vocabulary) and read it with JSON.parse.`,
    );
  }
}

/** The vocabulary in a parsed JSON value. Throws {@link VocabularyFormatError} at the first field that is wrong. */
export function readVocabularyJson(json: unknown): VocabularyJson {
  if (typeof json !== 'object' || json === null) throw new VocabularyFormatError('the value', 'is not an object');
  const { format, version, minCount, words, counts } = json as Record<string, unknown>;
  if (format !== VOCABULARY_FORMAT) throw new VocabularyFormatError('format', `is not "${VOCABULARY_FORMAT}"`);
  if (version !== VOCABULARY_VERSION) {
    throw new VocabularyFormatError('version', `is ${String(version)}, this release reads ${VOCABULARY_VERSION}`);
  }
  if (!isCount(minCount) || minCount < 1) throw new VocabularyFormatError('minCount', 'is not a positive integer');
  if (!Array.isArray(words)) throw new VocabularyFormatError('words', 'is not an array');
  if (!Array.isArray(counts)) throw new VocabularyFormatError('counts', 'is not an array');
  if (counts.length !== words.length) {
    throw new VocabularyFormatError('counts', `has ${counts.length} entries where words has ${words.length}`);
  }
  SPECIAL_TOKENS.forEach((token, id) => {
    if (words[id] !== token) throw new VocabularyFormatError(`words[${id}]`, `is not "${token}"`);
  });
  const seen = new Set<unknown>();
  words.forEach((word, id) => {
    if (typeof word !== 'string' || word === '') throw new VocabularyFormatError(`words[${id}]`, 'is not a word');
    if (seen.has(word)) throw new VocabularyFormatError(`words[${id}]`, `repeats "${word}"`);
    if (!isCount(counts[id])) throw new VocabularyFormatError(`counts[${id}]`, 'is not a count');
    seen.add(word);
  });
  return { format, version, minCount, words, counts };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
