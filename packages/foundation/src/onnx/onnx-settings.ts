import { readFile } from 'node:fs/promises';
import { fileProblem } from '../errors';
import { type OptionRules, optionProblems } from '../options';
import { describeModel } from './describe-model';
import { OnnxModelError } from './onnx-model-error';
import type { OnnxFile } from './open-onnx-file';

/**
 * The JSON value of the settings beside an ONNX file, `<file>.json`.
 *
 * @param missing - What to write where the file is missing.
 * @param fields - The fields with their values, for messages.
 * @throws {OnnxModelError} where the file is missing or no JSON.
 */
export async function readOnnxSettings(
  { path, session }: OnnxFile,
  { missing, fields }: { readonly missing: string; readonly fields: string },
): Promise<unknown> {
  const source = `${path}.json`;
  const text = await readFile(source, 'utf8').catch((cause: Error) => {
    const remedy = `${missing} ${fields} ${describeModel(session)}`;
    throw new OnnxModelError(source, `it ${fileProblem(cause)}`, remedy, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OnnxModelError(source, `it is not JSON: ${(cause as Error).message}`, fields, { cause });
  }
}

/**
 * Checks settings, which come from JSON or from plain JavaScript.
 *
 * @param source - The file, for the message.
 * @param fields - The fields with their values, for the message.
 * @throws {OnnxModelError} names the field and its values.
 */
export function checkOnnxSettings(
  settings: unknown,
  source: string,
  { rules, required = [], fields }: { rules: OptionRules; required?: readonly string[]; fields: string },
): void {
  const [problem] = optionProblems('the file', rules, settings, required);
  if (problem === undefined) return;
  const { option, value, expected } = problem;
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  throw new OnnxModelError(source, `${option} ${found}; it must be ${expected}`, fields);
}
