import { createHash } from 'node:crypto';
import { RsSamError } from '@rs-sam/foundation/errors';
import type { FeatureIdentity } from '@rs-sam/models';
import type { FeatureStore } from '@rs-sam/vision-features/node';

/** The part of a feature store that training and evaluation use, see `openFeatureStore` of `@rs-sam/vision-features/node`. */
export type FeatureSource = Pick<FeatureStore, 'manifest' | 'regions' | 'depth' | 'views' | 'has' | 'read'>;

/** The feature store lacks images of the split. */
export class FeaturesMissingError extends RsSamError {
  override readonly name = 'FeaturesMissingError';
  override readonly code = 'RS_SAM_FEATURES_MISSING';

  constructor(
    readonly part: string,
    readonly missing: readonly string[],
    readonly images: number,
    /** The name of the data set, where there are several. */
    readonly dataset: string | null = null,
  ) {
    super(
      `The feature store${dataset === null ? '' : ` of ${dataset}`} lacks ${missing.length} of the ${images} images of the part ${part}; the first is ${missing[0]}. Extract the features of this data set, or resume the interrupted extraction.`,
    );
  }
}

/** The features differ from those that the model was trained on. */
export class FeaturesMismatchError extends RsSamError {
  override readonly name = 'FeaturesMismatchError';
  override readonly code = 'RS_SAM_FEATURES_MISMATCH';

  constructor(
    readonly field: string,
    readonly found: unknown,
    readonly trainedOn: unknown,
  ) {
    super(
      `The features have ${field} ${JSON.stringify(found)}, and the model was trained on ${JSON.stringify(trainedOn)}. Extract the features with the settings of the training, or use a model that was trained on features of this kind.`,
    );
  }
}

/** @throws FeaturesMissingError names the first missing image. */
export function checkFeatures(
  features: FeatureSource,
  part: string,
  files: readonly string[],
  dataset: string | null = null,
): void {
  const missing = files.filter((file) => !features.has(file));
  if (missing.length > 0) throw new FeaturesMissingError(part, missing, files.length, dataset);
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

const KIND = [
  ...(['backbone', 'layer', 'weights', 'preprocessing', 'inputSize', 'resizeFirst', 'grid'] as const),
  ...(['depth', 'regions'] as const),
];

/** The fields that decide whether features come from the same network in the same way. */
type Kind = Pick<FeatureIdentity, (typeof KIND)[number]>;

/** The first field in which features are of different kinds; null if they are of the same. */
export function kindDifference(a: Kind, b: Kind): keyof Kind | null {
  return KIND.find((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field])) ?? null;
}

/**
 * Checks that a model can use these features: they must come from the same network in the same way. The data set may be another one.
 *
 * @throws FeaturesMismatchError names the field that differs.
 */
export function checkSameKind({ manifest: found }: { readonly manifest: Kind }, trainedOn: FeatureIdentity): void {
  const field = kindDifference(found, trainedOn);
  if (field !== null) throw new FeaturesMismatchError(field, found[field], trainedOn[field]);
}
