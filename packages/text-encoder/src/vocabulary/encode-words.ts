import { checkOptions, flag, integer } from '@rs-sam/foundation/options';
import { END_ID, START_ID } from '../text/special-tokens';

export interface EncodeOptions {
  /** Whether `<start>` and `<end>` surround the words, as in SCAN. Default true. MTFN and AMFMN leave them out. */
  readonly boundaries?: boolean;
  /** The largest number of ids to return, boundaries included. Words at the end are cut, `<end>` stays. Default: all. */
  readonly maxLength?: number;
}

// A caption between boundaries keeps at least one word.
const WORDS_ONLY = { boundaries: flag, maxLength: integer(1) };
const WITH_BOUNDARIES = { boundaries: flag, maxLength: integer(3) };

/**
 * The ids of words, between those of the boundaries.
 *
 * @throws InvalidOptionError
 */
export function encodeWords(
  where: string,
  words: readonly string[],
  idOf: (word: string) => number,
  options: EncodeOptions,
): number[] {
  checkOptions(where, options.boundaries === false ? WORDS_ONLY : WITH_BOUNDARIES, options);
  const { boundaries = true, maxLength = Number.POSITIVE_INFINITY } = options;
  const ids = words.slice(0, maxLength - (boundaries ? 2 : 0)).map(idOf);
  return boundaries ? [START_ID, ...ids, END_ID] : ids;
}
