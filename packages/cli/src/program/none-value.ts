/**
 * The value that a parser returns for the word `none`. A parser cannot return null, because commander turns it into an empty string;
 * `withNulls` replaces this value by null when all options are parsed.
 */
export const NONE = Symbol('none');

/** The options of a command, with null for every `NONE`. */
export function withNulls(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value === NONE ? null : value]));
}
