import { join } from 'node:path';
import type { EvaluationResult } from './evaluation-result';
import { EvaluationError } from './read-evaluation';
import { readHashedScores, type ScoreMatrixFile } from '../gallery/score-file';

/**
 * The score matrix of a result.
 *
 * @param folder of the result.
 * @throws EvaluationError if the file has other scores; ScoreFileError if it is not a score matrix.
 */
export async function readResultScores(folder: string, { scores }: EvaluationResult): Promise<ScoreMatrixFile> {
  const path = join(folder, scores.file);
  const otherScores = () =>
    new EvaluationError(path, 'does not contain the scores of result.json.', 'Evaluate again.');
  return readHashedScores(path, scores.sha256, otherScores);
}
