import { countValues } from '@rs-sam/foundation/collections';
import type { NpyHeader } from '@rs-sam/foundation/formats';
import type { SourceFile } from '../reading/source-file';

/** How many equal rows belong to an image, or why that is open: the end of the sentence "the rows …". */
export type Repetition = number | 'are all equal' | 'are equal in groups of several sizes' | 'cannot be compared';

/**
 * How often the row of an image is repeated, by the rows that were read. Rows of one image are equal, so the number divides the length
 * of each group of equal rows; two images may be equal by chance, which makes a group longer, never shorter.
 */
export function repetitionOf({ content }: SourceFile, header: NpyHeader): Repetition {
  const rows = header.shape[0] ?? 0;
  const bytesPerRow = header.shape.slice(1).reduce((product, size) => product * size, header.bytesPerNumber);
  if (rows < 2) return 1;
  if (!(content instanceof Uint8Array) || header.fortranOrder || bytesPerRow === 0) return 'cannot be compared';
  const seen = Math.min(rows, Math.floor((content.length - header.dataStart) / bytesPerRow));
  if (seen < 2) return 'cannot be compared';
  const row = (at: number) =>
    content.subarray(header.dataStart + at * bytesPerRow, header.dataStart + (at + 1) * bytesPerRow);
  const groups: number[] = [];
  let length = 1;
  for (let at = 1; at < seen; at++) {
    if (equalBytes(row(at - 1), row(at))) length++;
    else {
      groups.push(length);
      length = 1;
    }
  }
  if (seen === rows) groups.push(length);
  if (groups.length < (seen === rows ? 2 : 1)) return 'are all equal';
  const common = groups.reduce(greatestCommonDivisor);
  const [usual] = [...countValues(groups)].sort(([a, m], [b, n]) => n - m || a - b)[0] ?? [1];
  return usual === common ? common : 'are equal in groups of several sizes';
}

const equalBytes = (a: Uint8Array, b: Uint8Array) => a.every((byte, index) => byte === b[index]);

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
