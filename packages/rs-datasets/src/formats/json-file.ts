import { parse as locate } from '@humanwhocodes/momoa';
import * as v from 'valibot';
import { CaptionFileError } from '../dataset-error';
import { lineAndColumn, type Position } from '../place';
import { readText, type SourceFile } from '../source-file';

/**
 * Parses a JSON file and holds it against a schema.
 * @throws CaptionFileError with line and column where it is not JSON, or with the JSON path where it breaks the schema
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
