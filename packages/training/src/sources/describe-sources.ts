import { partOf } from '@rs-sam/datasets/splits';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingData } from './join-sources';

/** Sentences on the data sets of a training; none on a single one. */
export function describeSources(
  { sources }: TrainingData,
  { trainingPart, augment }: TrainingConfiguration,
): readonly string[] {
  if (sources.length < 2) return [];
  const list = (of: (source: TrainingData['sources'][number]) => string) =>
    sources.map((source) => `${source.name} ${of(source)}`).join(', ');
  const pairs = list(({ dataset }) => {
    const { images } = partOf(dataset, trainingPart);
    return `(${images.length} images, ${images.flatMap(({ captions }) => captions).length} pairs)`;
  });
  const views = new Set(sources.map(({ features }) => [...features.views].sort().join()));
  const differing = `The feature stores have different augmentation views, by number: ${list(({ features }) => `${features.views.length}`)}. Each image is trained on the views of its own store.`;
  return [`Data sets: ${pairs}.`, ...(augment && views.size > 1 ? [differing] : [])];
}
