import { parse as locate } from '@humanwhocodes/momoa';
import * as v from 'valibot';
import { CaptionFileError } from '../dataset-error';
import { lineAndColumn, type Position } from '../place';
import { readText, type SourceFile } from '../source-file';
import { repeatedKey } from './repeated-key';

/**
 * Parses a JSON file and holds it against a schema.
 * @throws CaptionFileError with line and column where it is not JSON or repeats a key, or with the JSON path where it breaks the schema
 */
export function readJson<Schema extends v.GenericSchema>(
  file: SourceFile,
  schema: Schema,
  encoding: string,
): v.InferOutput<Schema> {
  const text = readText(file, encoding);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = 'This is not valid JSON.';
    const remedy = 'Was the file cut off or edited by hand? Fetch it again or mend it here.';
    throw new CaptionFileError({ file: file.path, position: syntaxErrorIn(text) }, problem, remedy, error);
  }
  const repeated = repeatedKey(text);
  if (repeated !== undefined) {
    const problem = `The key "${repeated.key}" stands twice in one object; what is under the first would be lost.`;
    const place = { file: file.path, position: lineAndColumn(text, repeated.offset) };
    throw new CaptionFileError(place, problem, 'Join the two, or rename one.');
  }
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = { file: file.path, position: { path: jsonPath(issue.path ?? []) } };
  throw new CaptionFileError(
    place,
    `${issue.message}.`,
    'Mend the field, or name another format with the option `format`.',
  );
}

/** JSON.parse tells no position in most engines, so a parser that does reads the text again, only when it is broken. */
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
