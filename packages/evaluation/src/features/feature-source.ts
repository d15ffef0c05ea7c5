import { createHash } from 'node:crypto';
import type { FeatureIdentity } from '@rs-sam/models';
import type { FeatureStore } from '@rs-sam/vision-features/node';

/** What training and evaluation need of a feature store; `openFeatureStore` of `@rs-sam/vision-features/node` gives one. */
export type FeatureSource = Pick<FeatureStore, 'manifest' | 'regions' | 'depth' | 'views' | 'has' | 'read'>;

/** Images of a split that the feature store does not hold. */
export class FeaturesMissingError extends Error {
  override readonly name = 'FeaturesMissingError';

  constructor(
    readonly part: string,
    readonly missing: readonly string[],
    readonly images: number,
  ) {
    super(
      `The feature store lacks ${missing.length} of the ${images} images of the part ${part}, ${missing[0]} the first. Extract the features of this data set, or go on with the extraction that was stopped.`,
    );
  }
}

/** Features of another kind than those that a model was trained on. */
export class FeaturesMismatchError extends Error {
  override readonly name = 'FeaturesMismatchError';

  constructor(
    readonly field: string,
    readonly found: unknown,
    readonly trainedOn: unknown,
  ) {
    super(
      `The features have ${field} ${JSON.stringify(found)}, and the model was trained on ${JSON.stringify(trainedOn)}. Extract features as those of the training were, or take a model of these.`,
    );
  }
}

/** @throws FeaturesMissingError names the first that is missing. */
export function checkFeatures(features: FeatureSource, part: string, files: readonly string[]): void {
  const missing = files.filter((file) => !features.has(file));
  if (missing.length > 0) throw new FeaturesMissingError(part, missing, files.length);
}

/** The identity of a store's features. */
export function featureIdentity({ manifest }: FeatureSource): FeatureIdentity {
  const { dataset, backbone, layer, weights, preprocessing, inputSize, resizeFirst } = manifest;
  const { dtype, views, grid, regions, depth, images } = manifest;
  const content = createHash('sha256');
  for (const { name, features } of images) content.update(`${name} ${features}\n`);
  return {
    ...{ dataset: dataset.name, backbone, layer, weights, preprocessing, inputSize, resizeFirst },
    ...{ dtype, views, grid, regions, depth },
    content: content.digest('hex'),
  };
}

/**
 * Whether a model can make anything of these features: they have to come out of the same network in the same way, be it of
 * another data set.
 *
 * @throws FeaturesMismatchError names the field that differs.
 */
export function checkSameKind(features: FeatureSource, trainedOn: FeatureIdentity): void {
  const found = featureIdentity(features);
  const kind = ['backbone', 'layer', 'weights', 'preprocessing', 'inputSize', 'resizeFirst', 'grid', 'depth'] as const;
  for (const field of [...kind, 'regions' as const]) {
    if (JSON.stringify(found[field]) !== JSON.stringify(trainedOn[field])) {
      throw new FeaturesMismatchError(field, found[field], trainedOn[field]);
    }
  }
}
