/** What the features of a checkpoint are: how they were made, and a hash of which they are. */
export interface FeatureIdentity {
  readonly dataset: string;
  readonly backbone: string;
  readonly layer: string;
  /** SHA-256 of the backbone's weights; null where none are known. */
  readonly weights: string | null;
  readonly preprocessing: string;
  readonly inputSize: number | null;
  readonly resizeFirst: number | null;
  readonly dtype: string;
  readonly views: readonly string[];
  /** Rows and columns of the regions; null where they are no grid. */
  readonly grid: readonly [number, number] | null;
  readonly regions: number;
  readonly depth: number;
  /** SHA-256 over the hashes of the features of all images, in their order. */
  readonly content: string;
}
