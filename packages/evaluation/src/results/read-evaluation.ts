import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem, RsSamError } from '@rs-sam/foundation/errors';
import { sha256, unsealJson } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import type { EvaluationResult } from './evaluation-result';

/** A folder contains no evaluation or one of another release, or evaluations cannot be combined. */
export class EvaluationError extends RsSamError {
  override readonly name = 'EvaluationError';
  override readonly code = 'RS_SAM_EVALUATION';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${file} ${problem} ${remedy}`);
  }
}

/** A name inside a file is data: it never leads out of the folder. */
const fileName = v.pipe(
  v.string(),
  v.check((name) => /^[^/\\:\0]+$/.test(name) && name !== '.' && name !== '..', 'the name of a file beside result.json'),
);
const nullableName = v.nullable(fileName);

const schema = v.looseObject({
  format: v.literal('rs-sam-evaluation'),
  version: v.literal(2),
  models: v.pipe(v.array(v.looseObject({ curves: nullableName })), v.minLength(1)),
  data: v.looseObject({ part: v.string(), splitHash: v.string() }),
  views: v.array(v.string()),
  protocols: v.looseObject({ standard: v.looseObject({}), paper: v.looseObject({}) }),
  scores: v.looseObject({ file: fileName, sha256: v.string() }),
  runs: v.nullable(v.looseObject({ imageToText: fileName, textToImage: fileName })),
  examples: nullableName,
  files: v.record(fileName, v.object({ bytes: v.number(), sha256: v.string() })),
  checksum: v.string(),
});

const REMEDY = 'Name the folder of a finished evaluation, or evaluate again.';

/**
 * The result of an evaluation; its content is checked against the hash that it carries.
 *
 * @param folder of `evaluateCheckpoint` or `evaluateEnsemble`.
 * @throws EvaluationError
 */
export async function readEvaluation(folder: string): Promise<EvaluationResult> {
  const path = join(folder, 'result.json');
  const text = new TextDecoder().decode(await contentOf(path));
  const { problem } = parseJson(text, schema);
  if (problem !== null) throw new EvaluationError(path, `is not a result of this release: it ${problem}.`, REMEDY);
  const { json, seal } = unsealJson(text);
  if (seal === 'kept') return JSON.parse(json) as EvaluationResult;
  throw new EvaluationError(path, 'does not match its own checksum: it was altered.', REMEDY);
}

/**
 * A file that a result names: its learning curves, examples or runs.
 *
 * @throws EvaluationError where it is missing or was altered.
 */
export async function readEvaluationFile(folder: string, { files }: EvaluationResult, name: string): Promise<string> {
  const path = join(folder, name);
  const expected = Object.hasOwn(files, name) ? files[name] : undefined;
  if (expected === undefined) throw new EvaluationError(path, 'is not part of this evaluation.', REMEDY);
  const content = await contentOf(path);
  if (sha256(content) === expected.sha256) return content.toString('utf8');
  throw new EvaluationError(path, 'does not have the hash that result.json gives: it was altered or truncated.', REMEDY);
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new EvaluationError(path, `${fileProblem(error)}.`, REMEDY);
  }
}
