import type { TrainingConfiguration } from './training-configuration';

/** The parts of the split that a training reads. */
export function usedParts({ trainingPart, validationPart }: TrainingConfiguration): string[] {
  return validationPart === null ? [trainingPart] : [trainingPart, validationPart];
}
