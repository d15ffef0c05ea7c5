import { RsSamError } from '@rs-sam/foundation/errors';
import { SPECIAL_TOKENS } from '../text/special-tokens';

export const VOCABULARY_FORMAT = 'rs-sam-vocabulary';
export const VOCABULARY_VERSION = 1;

/** The stored form of a vocabulary. */
export interface VocabularyJson {
  readonly format: typeof VOCABULARY_FORMAT;
  readonly version: typeof VOCABULARY_VERSION;
  /** How often a word had to occur to get an id. */
  readonly minCount: number;
  /** Every word, special tokens first; the index of a word is its id. */
  readonly words: readonly string[];
  /** How often each word occurred, in the same order. */
  readonly counts: readonly number[];
  /** The words that are read in place of a misspelled or joined one; absent without any. */
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
}

/** A JSON value is not a vocabulary. */
export class VocabularyFormatError extends RsSamError {
  override readonly name = 'VocabularyFormatError';
  override readonly code = 'RS_SAM_VOCABULARY_FORMAT';

  /**
   * @param field - The field that is wrong, such as `words[7]`.
   * @param problem - What is wrong with it.
   */
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(
      `Not a vocabulary: ${field} ${problem}. Save a vocabulary with JSON.stringify(vocabulary) and pass what JSON.parse reads.`,
    );
  }
}

/** Checks a JSON value. Throws {@link VocabularyFormatError} at the first field that is wrong. */
export function parseVocabularyJson(json: unknown): VocabularyJson {
  if (typeof json !== 'object' || json === null) throw new VocabularyFormatError('the value', 'is not an object');
  const { format, version, minCount, words, counts, spellings } = json as Record<string, unknown>;
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
  if (spellings === undefined) return { format, version, minCount, words, counts };
  checkSpellings(spellings, seen);
  return { format, version, minCount, words, counts, spellings };
}

function checkSpellings(
  spellings: unknown,
  words: ReadonlySet<unknown>,
): asserts spellings is NonNullable<VocabularyJson['spellings']> {
  if (typeof spellings !== 'object' || spellings === null || Array.isArray(spellings)) {
    throw new VocabularyFormatError('spellings', 'is not an object');
  }
  for (const [word, meant] of Object.entries(spellings)) {
    const place = `spellings.${word}`;
    if (words.has(word)) throw new VocabularyFormatError(place, 'is a word of the vocabulary');
    if (!Array.isArray(meant) || meant.length === 0 || !meant.every((one) => typeof one === 'string' && one !== '')) {
      throw new VocabularyFormatError(place, 'is not a list of words');
    }
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
