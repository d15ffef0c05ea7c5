/** The features of a checkpoint: the extraction, and a hash of the numbers. */
export interface FeatureIdentity {
  readonly dataset: string;
  readonly backbone: string;
  readonly layer: string;
  /** SHA-256 of the backbone's weights; null if unknown. */
  readonly weights: string | null;
  readonly preprocessing: string;
  readonly inputSize: number | null;
  readonly resizeFirst: number | null;
  readonly dtype: string;
  readonly views: readonly string[];
  /** Rows and columns of the regions; null if they are not a grid. */
  readonly grid: readonly [number, number] | null;
  readonly regions: number;
  readonly depth: number;
  /** SHA-256 over the hashes of the features of all images, in their order. */
  readonly content: string;
}
