import { InvalidOptionError } from '../errors';

// White space of every reader in use: ASCII for C, Unicode for Python and JavaScript; and what no line of text can hold.
const UNWRITABLE = /[\s\p{Cc}\p{Cs}]/u;

/**
 * A text as a field of a line. Throws `InvalidOptionError` for a text that a reader would take for another one, or for several fields:
 * an empty one, white space, line ends, control characters, halves of surrogate pairs.
 */
export function checkField(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && !UNWRITABLE.test(value)) return value;
  throw new InvalidOptionError(
    name,
    value,
    name === 'tag'
      ? 'a name without white space'
      : 'an id without white space and control characters: encode it, for example with encodeURIComponent',
  );
}

/** As {@link checkField}, for the first field of a line, where `#` begins a comment. */
export function checkQuery(value: unknown): string {
  const query = checkField('query', value);
  if (query.startsWith('#')) {
    throw new InvalidOptionError('query', query, 'an id that does not begin with #, which begins a comment: encode it');
  }
  return query;
}
