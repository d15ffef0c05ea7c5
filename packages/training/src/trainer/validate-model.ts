import type { FeatureSource } from '@rs-sam/evaluation';
import { type Gallery, scoreWholeGallery } from '@rs-sam/evaluation/gallery';
import {
  type CrossModalReport,
  type DirectionReport,
  evaluateCrossModal,
  scoreMatrix,
} from '@rs-sam/retrieval-metrics';
import type { ValidationDirection, ValidationOfPart } from './metrics-log';
import type { TrainingSession } from './session';

/**
 * Recalls and ranks of the validation part, with the averages of the weights if the training has them: standard protocol, `expected` ties.
 *
 * @param onBlock called after each block of the score matrix.
 */
export async function validateModel(
  { model, averages }: Pick<TrainingSession, 'model' | 'averages'>,
  features: FeatureSource,
  gallery: Gallery,
  signal: AbortSignal | undefined,
  onBlock: (done: number, blocks: number) => void,
): Promise<ValidationOfPart> {
  const score = () =>
    scoreWholeGallery(model, features, gallery, {
      signal,
      onBlock: ({ block, blocks }) => onBlock(block + 1, blocks),
    });
  const matrix = await (averages === null ? score() : averages.during(score));
  const scores = scoreMatrix(matrix, gallery.files.length, gallery.captions.length);
  return metricsOf(evaluateCrossModal(scores, gallery.relevance, { ties: 'expected' }));
}

/** The metrics of a report, without those of single queries. */
function metricsOf({ meanRecall, recallSum, imageToText, textToImage }: CrossModalReport): ValidationOfPart {
  return { meanRecall, recallSum, imageToText: direction(imageToText), textToImage: direction(textToImage) };
}

function direction({ recall, medianRank, meanRank }: DirectionReport): ValidationDirection {
  return { recall, medianRank, meanRank };
}
