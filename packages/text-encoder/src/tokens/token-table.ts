import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { fromFloat16 } from '@rs-sam/foundation/formats';
import type { Caption } from '../text/caption';
import { UNKNOWN_ID } from '../text/special-tokens';
import type { CaptionTokens } from './caption-tokens';

/** The tokens of a caption in a table. */
export interface TokenRows {
  /** The row of the first one. */
  readonly row: number;
  /** The text of each. */
  readonly words: readonly string[];
}

/** The id of the first row: rows are behind the special tokens. */
const FIRST_ID = UNKNOWN_ID + 1;

/**
 * The tokens of captions, by their features in one table.
 *
 * @param captions each caption as it was written.
 * @param bits [rows, dimension] in float16.
 */
export function tokenTable(
  captions: ReadonlyMap<string, TokenRows>,
  bits: Uint16Array,
  dimension: number,
): CaptionTokens {
  const rowsOf = (caption: Caption): TokenRows => {
    const found = captions.get(asText(caption));
    if (found === undefined) throw new InvalidOptionError('caption', caption, 'one of the captions that were read');
    return found;
  };
  return {
    dimension,
    encode(caption) {
      const { row, words } = rowsOf(caption);
      return words.map((_, word) => FIRST_ID + row + word);
    },
    wordsOf: (caption) => [...rowsOf(caption).words],
    featuresOf(ids) {
      const result = new Float32Array(ids.length * dimension);
      for (let i = 0; i < ids.length; i++) {
        const row = (ids[i] as number) - FIRST_ID;
        if (row >= 0) fromFloat16(bits.subarray(row * dimension, (row + 1) * dimension), result, i * dimension);
      }
      return result;
    },
  };
}

/** A list of words is read as a text. */
function asText(caption: Caption): string {
  return typeof caption === 'string' ? caption : caption.join(' ');
}
