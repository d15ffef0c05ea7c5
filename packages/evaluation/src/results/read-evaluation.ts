import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RsSamError } from '@rs-sam/foundation/errors';
import * as v from 'valibot';
import type { EvaluationResult } from './evaluation-result';

/** A folder has no evaluation or one of another release, or evaluations do not belong together. */
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

const schema = v.looseObject({
  format: v.literal('rs-sam-evaluation'),
  version: v.literal(1),
  models: v.pipe(v.array(v.looseObject({})), v.minLength(1)),
  data: v.looseObject({ part: v.string(), splitHash: v.string() }),
  views: v.optional(v.array(v.string()), ['identity']),
  protocols: v.looseObject({ standard: v.looseObject({}), paper: v.looseObject({}) }),
  scores: v.looseObject({ file: v.string(), sha256: v.string() }),
});

/**
 * The result of an evaluation.
 *
 * @param folder of `evaluateCheckpoint` or `evaluateEnsemble`.
 * @throws EvaluationError
 */
export async function readEvaluation(folder: string): Promise<EvaluationResult> {
  const path = join(folder, 'result.json');
  const remedy = 'Name the folder of a finished evaluation, or evaluate again.';
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new EvaluationError(path, `${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist.' : `cannot be read: ${error.message}.`}`, remedy);
  });
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (result.success) return result.output as unknown as EvaluationResult;
  const [issue] = result.issues;
  throw new EvaluationError(
    path,
    `is not a result of this release (${v.getDotPath(issue) ?? 'JSON'}: ${issue.message}).`,
    remedy,
  );
}
