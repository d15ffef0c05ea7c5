import { TrecSyntaxError } from '../errors';
import { exactDecimal } from './exact-decimal';
import type { IdPool } from './id-pool';
import type { TextBlock } from './lines';

/** A line whose fields have been found: `field(i)` is its i-th one. */
export interface FieldLine {
  readonly line: number;
  field(index: number): string;
  /** The same as one string for all lines. */
  id(index: number, ids: IdPool): string;
  /**
   * A field as a number, in the notation that C, Python and Java share: decimal, and `inf` or `infinity` in any case. JavaScript's own
   * `0x10` is refused, which the others read as 0, as 16, or not at all. Throws `TrecSyntaxError`.
   */
  number(index: number): number;
  /** The error of this line. */
  error(reason: string): TrecSyntaxError;
}

/**
 * Calls `visit` for each line of a block, with its fields as trec_eval separates them: by ASCII white space, so that another blank, as
 * U+00A0, is a part of an id. Empty lines and lines that begin with `#` are skipped. The line that `visit` gets is used again for the
 * next one. Throws `TrecSyntaxError` for fewer fields than names; `rest` allows more.
 */
export function visitFields(
  { text, line: firstLine }: TextBlock,
  names: readonly string[],
  { rest }: { readonly rest: boolean },
  visit: (line: FieldLine) => void,
): void {
  const bounds = new Int32Array(2 * names.length);
  let start = 0;
  let end = 0;
  const current = {
    line: firstLine - 1,
    field: (index: number) => text.slice(bounds[2 * index], bounds[2 * index + 1]),
    id: (index: number, ids: IdPool) => ids.of(text, bounds[2 * index] as number, bounds[2 * index + 1] as number),
    number: (index: number): number =>
      exactDecimal(text, bounds[2 * index] as number, bounds[2 * index + 1] as number) ??
      numberOf(current.field(index), current),
    error: (reason: string) => new TrecSyntaxError(current.line, text.slice(start, end), reason),
  };
  for (; start < text.length; start = end + 1) {
    const newline = text.indexOf('\n', start);
    end = newline === -1 ? text.length : newline;
    current.line++;
    let found = 0;
    let at = start;
    while (true) {
      while (at < end && isBlank(text.charCodeAt(at))) {
        // A carriage return ends a line only before its newline.
        if (text.charCodeAt(at) === 13 && at + 1 < end) throw current.error(INNER_RETURN);
        at++;
      }
      if (at === end || (found === 0 && text.charCodeAt(at) === 35)) break;
      if (found === names.length) {
        found++;
        break;
      }
      bounds[2 * found] = at;
      while (at < end && !isBlank(text.charCodeAt(at))) at++;
      bounds[2 * found + 1] = at;
      found++;
    }
    if (found === 0) continue;
    if (found < names.length || (found > names.length && !rest)) {
      const count = text.slice(start, end).trim().split(BLANKS).length;
      throw current.error(`expected ${names.length} fields (${names.join(' ')}), found ${count}`);
    }
    visit(current);
  }
}

const INNER_RETURN = 'a carriage return is inside the line; end the lines with a newline';

const BLANKS = /[\t-\r ]+/;

/** White space of ASCII, as C's `isspace`. */
function isBlank(code: number): boolean {
  return code <= 32 && (code === 32 || (code >= 9 && code <= 13));
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

function numberOf(field: string, line: FieldLine): number {
  if (DECIMAL.test(field)) return Number(field);
  if (INFINITE.test(field)) return field.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  throw line.error(`${shown(field)} is not a number`);
}

function shown(field: string): string {
  return field.length <= 40 ? field : `${field.slice(0, 40)}…`;
}
