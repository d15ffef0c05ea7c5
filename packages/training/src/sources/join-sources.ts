import type { CaptionDataset } from '@rs-sam/datasets';
import { featuresOfOne, joinedFeatures, type TrainingFeatures } from './joined-features';
import { qualifiedKey } from './qualified-key';
import type { TrainingSource } from './training-source';

/** The data sets of a training, and their union. */
export interface TrainingData {
  readonly sources: readonly TrainingSource[];
  /** The images of all data sets; of several, `file` and `id` are qualified by the name of the data set. Class names are not. */
  readonly dataset: CaptionDataset;
  /** By `file` of these images. */
  readonly features: TrainingFeatures;
}

/** @throws SourcesMismatchError where two stores have features of different kinds. */
export function joinSources(sources: readonly [TrainingSource, ...TrainingSource[]]): TrainingData {
  const [first, second] = sources;
  if (second === undefined) {
    return { sources, dataset: first.dataset, features: featuresOfOne(first.features) };
  }
  const images = sources.flatMap(({ name, dataset }) =>
    dataset.images.map((image) => ({
      ...image,
      id: qualifiedKey(name, image.id),
      file: qualifiedKey(name, image.file),
    })),
  );
  return { sources, dataset: { images }, features: joinedFeatures(sources) };
}
