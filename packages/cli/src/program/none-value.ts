/**
 * What a parser returns for the word `none`. Commander turns a null of a parser into an empty text, so null cannot be returned as it is;
 * `withNulls` makes it null when all options are parsed.
 */
export const NONE = Symbol('none');

/** The options of a command, null in place of every `NONE`. */
export function withNulls(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value === NONE ? null : value]));
}
