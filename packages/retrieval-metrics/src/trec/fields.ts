import { TrecSyntaxError } from '../errors';
import { linesOf, type TextChunks } from './lines';

/** The fields of each line, separated by white space, and its number from 1. Empty lines are skipped. Throws `TrecSyntaxError`. */
export async function* fieldsOf(
  chunks: TextChunks,
  names: readonly string[],
): AsyncGenerator<{ readonly fields: readonly string[]; readonly line: number; readonly text: string }> {
  let line = 0;
  for await (const text of linesOf(chunks)) {
    line++;
    const fields = text.trim().split(/\s+/);
    if (fields[0] === '') continue;
    if (fields.length !== names.length) {
      throw new TrecSyntaxError(
        line,
        text,
        `expected ${names.length} fields (${names.join(' ')}), found ${fields.length}`,
      );
    }
    yield { fields, line, text };
  }
}

/** A field as a number. Throws `TrecSyntaxError` where it is NaN or no number. */
export function numberOf(field: string, line: number, text: string): number {
  const value = Number(field);
  if (Number.isNaN(value)) throw new TrecSyntaxError(line, text, `${field} is not a number`);
  return value;
}
