import { InvalidOptionError, NotANumberError, SizeMismatchError } from '../errors';

/**
 * d_i = a_i − b_i of two systems on the same queries. Throws `SizeMismatchError` where the lengths differ or are 0, `NotANumberError` for
 * a value that is NaN, and `InvalidOptionError` for one that is infinite or no number.
 *
 * @param names what the messages call the two lists.
 */
export function pairedDifferences(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  names: readonly [string, string] = ['the first system', 'the second system'],
): Float64Array {
  if (a.length !== b.length) throw new SizeMismatchError(`Queries of ${names[1]}`, a.length, b.length);
  checkValues(a, names[0]);
  checkValues(b, names[1]);
  return Float64Array.from({ length: a.length }, (_, i) => (a[i] as number) - (b[i] as number));
}

/**
 * Throws `NotANumberError` for a value that is NaN: it would become a confident figure. Throws `InvalidOptionError` for one that is
 * infinite or no number, and `SizeMismatchError` where there are none.
 *
 * @param where what the message calls the list.
 */
export function checkValues(values: ArrayLike<number>, where: string): void {
  if (values.length === 0) throw new SizeMismatchError(`Queries of ${where}, at least`, 1, 0);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) throw new NotANumberError(i, where, 'value');
    throw new InvalidOptionError(`value of query ${i} of ${where}`, value, 'a finite number');
  }
}
