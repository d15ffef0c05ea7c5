/** What training and evaluation need of a feature store; `openFeatureStore` of `@rs-sam/vision-features/node` gives one. */
export interface FeatureSource {
  /** Says what the features are: data set, backbone, layer, weights, preprocessing; plain JSON. */
  readonly manifest: unknown;
  /** K: regions in an image. */
  readonly regions: number;
  /** D: numbers in a region. */
  readonly depth: number;
  /** The views of each image that are stored, `identity` among them. */
  readonly views: readonly string[];
  has(image: string): boolean;
  /** Float32 [n, K, D] in the order asked for. */
  read(requests: readonly { readonly image: string; readonly view?: string }[]): Promise<Float32Array>;
}

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

/** @throws FeaturesMissingError names the first that is missing. */
export function checkFeatures(features: FeatureSource, part: string, files: readonly string[]): void {
  const missing = files.filter((file) => !features.has(file));
  if (missing.length > 0) throw new FeaturesMissingError(part, missing, files.length);
}
