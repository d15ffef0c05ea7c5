import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets/splits';
import type { FeatureSource } from '@rs-sam/evaluation';
import { ClassNamesMissingError } from '../sampling/epoch-batches';
import { ConfigurationError } from './configuration-error';
import type { TrainingConfiguration } from './training-configuration';

/** A configuration as its data allow it. */
export interface EffectiveConfiguration {
  /** What a run is trained with, and what its files contain. */
  readonly configuration: TrainingConfiguration;
  /** Each difference from the given configuration, in a sentence. */
  readonly notes: readonly string[];
}

/**
 * The configuration that a training with these data has: `augment` is false where the feature store has only the unchanged images, and the
 * negatives `instance+class` are `instance` where the training images have no class names, or all have the same.
 *
 * @throws ClassNamesMissingError where the configuration needs class names that the images lack.
 * @throws ConfigurationError where no pair would be a negative.
 */
export function effectiveConfiguration(
  given: TrainingConfiguration,
  dataset: CaptionDataset,
  features: Pick<FeatureSource, 'views'>,
): EffectiveConfiguration {
  const { images } = partOf(dataset, given.trainingPart);
  const notes: string[] = [];
  let configuration = given;
  if (given.augment && features.views.every((view) => view === 'identity')) {
    configuration = { ...configuration, augment: false };
    notes.push(
      'The feature store has no augmentation views, so there is nothing to augment: augment is false. Extract with --views all to augment.',
    );
  }
  const reason = whyNoClassNegatives(given, images);
  if (reason !== null) {
    configuration = { ...configuration, negatives: 'instance' };
    notes.push(`${reason}: the negatives are 'instance' instead of 'instance+class'.`);
  }
  return { configuration, notes };
}

/** Why the negatives of other classes would be none; null where there are some, or none are wanted. */
function whyNoClassNegatives(
  { negatives, imagesPerClass, tripletWeight }: TrainingConfiguration,
  images: CaptionDataset['images'],
): string | null {
  const unnamed = images.find(({ className }) => className === null);
  // Without the triplet loss there are no negatives to choose.
  const rule = tripletWeight === 0 ? 'instance' : negatives;
  if (unnamed !== undefined && (rule === 'class' || imagesPerClass !== null)) {
    throw new ClassNamesMissingError(unnamed.file);
  }
  if (rule === 'instance') return null;
  if (unnamed !== undefined) return `${unnamed.file} has no class name`;
  const [only, other] = new Set(images.map(({ className }) => className));
  if (only === undefined || other !== undefined) return null;
  if (rule === 'class') {
    const expected = `'instance': all training images are of the class ${only}, so that no pair is a negative`;
    throw new ConfigurationError([{ field: 'negatives', value: rule, expected }]);
  }
  return `All training images are of the class ${only}`;
}
