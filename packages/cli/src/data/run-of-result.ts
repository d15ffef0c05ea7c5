import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { jsonWith } from './own-files';

/**
 * Compares a TREC run that `evaluate` wrote with the hash in the `result.json` beside it. The format of runs has no place for a checksum;
 * the runs of other programs have no such file beside them.
 *
 * @throws {EvaluationError} names the file that was altered.
 */
export async function checkRunOfResult(file: string): Promise<void> {
  const [folder, name] = [dirname(file), basename(file)];
  const result = join(folder, 'result.json');
  if (!existsSync(result) || !(await jsonWith({ format: 'rs-sam-evaluation', files: undefined })(result))) return;
  const { readEvaluation, readEvaluationFile } = await import('@rs-sam/evaluation');
  const evaluation = await readEvaluation(folder);
  if (Object.hasOwn(evaluation.files, name)) await readEvaluationFile(folder, evaluation, name);
}
