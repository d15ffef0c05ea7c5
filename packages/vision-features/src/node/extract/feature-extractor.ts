import type { Size } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';

/** What a feature store records about whatever made its features. */
export interface ExtractorDescription {
  /** As `resnet-50`. */
  readonly backbone: string;
  /** Of a network, the layer whose map is cut into regions, by Keras' name. */
  readonly layer: string;
  /** Side of the pictures that it takes. */
  readonly inputSize: number;
  /** Rows and columns of the regions that it gives, row by row. */
  readonly grid: Size;
  /** D, the length of a region's vector. */
  readonly depth: number;
  /** What it does to the pixels first; in words where it is no linear map of each. */
  readonly preprocessing: Preprocessing | string;
  /** Null where it has none. */
  readonly weights: { readonly sha256: string } | null;
  /** What it runs on. */
  readonly engine: string;
}

/** Whatever turns pictures into regions: a backbone's `RegionExtractor`, dense SIFT, somebody's own. */
export interface FeatureExtractor extends ExtractorDescription {
  /** RGB pixels 0 … 255 of `count` pictures, [count, S, S, 3] → [count, rows · columns, depth]. */
  extract(pixels: Float32Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void> | void;
}

/** The description alone, as it is sent from a worker. */
export function describeExtractor(extractor: FeatureExtractor): ExtractorDescription {
  const { backbone, layer, inputSize, grid, depth, preprocessing, weights, engine } = extractor;
  return {
    backbone,
    layer,
    inputSize,
    grid,
    depth,
    preprocessing,
    weights: weights && { sha256: weights.sha256 },
    engine,
  };
}
