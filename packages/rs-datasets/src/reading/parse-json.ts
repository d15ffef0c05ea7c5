import { parse as locate } from '@humanwhocodes/momoa';
import * as v from 'valibot';
import { CaptionFileError } from '../errors/caption-file-error';
import { lineAndColumn, type Position } from '../errors/place';
import { decodeText } from './decode-text';
import { repeatedKey } from './repeated-key';
import type { SourceFile } from './source-file';

/**
 * Parses a JSON file and checks it against a schema.
 * @throws CaptionFileError with line and column where it is not JSON or repeats a key, and with the JSON path where it does not fit the schema
 */
export function parseJson<Schema extends v.GenericSchema>(
  file: SourceFile,
  schema: Schema,
  encoding: string,
): v.InferOutput<Schema> {
  const text = decodeText(file, encoding);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = 'This is not valid JSON.';
    const remedy = 'Was the file cut off or edited by hand? Download it again, or fix it here.';
    throw new CaptionFileError({ file: file.path, position: syntaxErrorIn(text) }, problem, remedy, error);
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    const problem = `The key ${JSON.stringify(repeated.key.slice(0, 100))} occurs twice in one object; the value of the first would be lost.`;
    const place = { file: file.path, position: lineAndColumn(text, repeated.offset) };
    throw new CaptionFileError(place, problem, 'Join the two, or rename one of them.');
  }
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = { file: file.path, position: { path: jsonPath(issue.path ?? []) } };
  throw new CaptionFileError(
    place,
    `${issue.message}.`,
    'Fix the field, or choose another format with the option `format`.',
  );
}

/** In most engines the errors of JSON.parse have no position. Therefore a broken text is parsed again by a parser that gives one. */
function syntaxErrorIn(text: string): Position {
  try {
    locate(text);
  } catch (error) {
    const { line, column } = error as { line?: unknown; column?: unknown };
    if (typeof line === 'number' && typeof column === 'number') return { line, column };
  }
  return lineAndColumn(text, text.length);
}

function jsonPath(path: readonly { readonly key?: unknown }[]): string {
  return path
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(String(key)) ? `.${key}` : `["${key}"]`))
    .join('')
    .replace(/^\./, '');
}
