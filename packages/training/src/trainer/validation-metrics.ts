import type { CrossModalReport, DirectionReport } from '@rs-sam/retrieval-metrics';
import type { ValidationDirection, ValidationMetrics } from './metrics-log';

/** The figures of a report, without those of single queries. */
export function validationMetrics({
  meanRecall,
  recallSum,
  imageToText,
  textToImage,
}: CrossModalReport): ValidationMetrics {
  return { meanRecall, recallSum, imageToText: direction(imageToText), textToImage: direction(textToImage) };
}

function direction({ recall, medianRank, meanRank }: DirectionReport): ValidationDirection {
  return { recall, medianRank, meanRank };
}
