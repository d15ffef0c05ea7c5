import { join } from 'node:path';
import type { EvaluationResult } from './evaluation-result';
import { EvaluationError } from './read-evaluation';
import { readScores, type ScoreMatrixFile, scoresHash } from '../gallery/score-file';

/**
 * The score matrix that a result was made of.
 *
 * @param folder of the result.
 * @throws EvaluationError where the file holds other scores; ScoreFileError where it is no score matrix.
 */
export async function readResultScores(folder: string, { scores }: EvaluationResult): Promise<ScoreMatrixFile> {
  const path = join(folder, scores.file);
  const file = await readScores(path);
  if (scoresHash(file.scores) !== scores.sha256) {
    throw new EvaluationError(path, 'does not hold the scores that result.json was made of.', 'Evaluate again.');
  }
  return file;
}
