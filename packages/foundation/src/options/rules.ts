import * as v from 'valibot';

/** An integer of at least `least`. */
export const integer = (least: number) => {
  const expected = `an integer of at least ${least}`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected));
};

/** A finite number for which `holds` is true. */
export const number = (expected: string, holds: (value: number) => boolean = () => true) =>
  v.pipe(
    v.number(expected),
    v.check((value) => Number.isFinite(value) && holds(value), expected),
  );

/** A finite number above 0. */
export const positive = number('a number above 0', (value) => value > 0);

/** A finite number of at least 0. */
export const nonNegative = number('a number that is not negative', (value) => value >= 0);

/** A number from 0 to 1. */
export const share = number('a number from 0 to 1', (value) => value >= 0 && value <= 1);

/** A number from 0 to below 1, as the share that dropout sets to 0. */
export const rate = number('a number from 0 to below 1', (value) => value >= 0 && value < 1);

/** A boolean. */
export const flag = v.boolean('true or false');

/** A string that is not empty; `meaning` says what it is, as `the path of a file`. */
export const text = (meaning: string) => v.pipe(v.string(meaning), v.minLength(1, meaning));

/** What `seededRandom` takes: a finite number or a text. */
export const seed = v.custom<number | string>(
  (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)),
  'a number or a text',
);

/** One of some words. */
export const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, listed(values));

/** As `'a', 'b' or 'c'`. */
export function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** What `rule` accepts, or null; `expected` says both. */
export const orNull = <T extends v.GenericSchema>(rule: T, expected: string) =>
  v.custom<v.InferInput<T> | null>((value) => value === null || v.is(rule, value), expected);

/** Any value for which `holds` is true: for rules that the others cannot express. */
export const matching = (expected: string, holds: (value: unknown) => boolean) => v.custom<unknown>(holds, expected);

/** A function. */
export const callback = v.function('a function');

/** An `AbortSignal`, of whichever realm. */
export const abortSignal = v.custom<AbortSignal>(
  (value) => typeof (value as AbortSignal | null)?.throwIfAborted === 'function',
  'an AbortSignal',
);

/** An object whose content is checked elsewhere; `expected` says what it is. */
export const object = (expected: string) =>
  v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), expected);

/** A list of values that each fit the rule; of `length` values where that is given. */
export const listOf = (rule: v.GenericSchema, expected: string, length?: number) =>
  v.custom<readonly unknown[]>(
    (value) =>
      Array.isArray(value) && value.length === (length ?? value.length) && value.every((one) => v.is(rule, one)),
    expected,
  );
