import { SizeMismatchError } from '../errors';

/** d_i = a_i − b_i of two systems on the same queries. Throws `SizeMismatchError` where the lengths differ. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) throw new SizeMismatchError('Queries of the second system', a.length, b.length);
  return Float64Array.from({ length: a.length }, (_, i) => (a[i] as number) - (b[i] as number));
}
