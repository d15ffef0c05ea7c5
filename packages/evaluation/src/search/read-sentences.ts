import { readFile } from 'node:fs/promises';
import { fileProblem, RsSamError } from '@rs-sam/foundation/errors';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import type { ClassSentence } from './class-precision';

/** A file of sentences cannot be read, or is not a list of sentences. */
export class SentenceFileError extends RsSamError {
  override readonly name = 'SentenceFileError';
  override readonly code = 'RS_SAM_SENTENCE_FILE';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${file} ${problem} ${remedy}`);
  }
}

const REMEDY = 'Write a JSON list such as [{"text": "yachts at a marina", "classes": ["harbor"]}].';

const schema = v.pipe(
  v.array(
    v.strictObject({
      text: v.pipe(v.string('a sentence'), v.nonEmpty('a sentence')),
      classes: v.pipe(v.array(v.string('the name of a class')), v.minLength(1, 'at least one class')),
    }),
    'a list of sentences',
  ),
  v.minLength(1, 'at least one sentence'),
);

/**
 * Reads sentences with the classes that they describe: `[{"text": "yachts at a marina", "classes": ["harbor"]}, …]`.
 *
 * @throws SentenceFileError names the file and the place in it.
 */
export async function readSentences(file: string): Promise<ClassSentence[]> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new SentenceFileError(file, `${fileProblem(error)}.`, 'Name a file of sentences.');
  });
  const { problem, value } = parseJson(text, schema);
  if (problem !== null) throw new SentenceFileError(file, `is not a list of sentences: it ${problem}.`, REMEDY);
  return value;
}
