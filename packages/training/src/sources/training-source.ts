import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource } from '@rs-sam/evaluation';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { checkOptions, matching, object } from '@rs-sam/foundation/options';

/** One of the data sets of a training, with its features. */
export interface TrainingSource {
  /** Its name in metrics, messages and the manifest; without `/`, and unique among the sources. */
  readonly name: string;
  readonly dataset: CaptionDataset;
  /** Features of its images, from `openFeatureStore`. */
  readonly features: FeatureSource;
}

const rules = {
  name: matching('a name without /', (value) => typeof value === 'string' && /^[^/]+$/.test(value)),
  dataset: object('a CaptionDataset'),
  features: object('a feature store'),
};

/** @throws InvalidOptionError */
export function checkSources(sources: readonly unknown[]): asserts sources is readonly TrainingSource[] {
  for (const source of sources) checkOptions('a source', rules, source, ['name', 'dataset', 'features']);
  const names = (sources as readonly TrainingSource[]).map(({ name }) => name);
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated !== undefined) {
    throw new InvalidOptionError('sources', repeated, 'data sets with different names: this name is duplicated');
  }
}
