import type { Size } from '../backbones/network';
import type { Preprocessing } from '../backbones/preprocessing';

/** What a feature store records about the extractor of its features. */
export interface ExtractorDescription {
  /** As `resnet-50`. */
  readonly backbone: string;
  /** Of a network, the layer whose map is cut into regions, by its name in Keras; several are joined by `+`. */
  readonly layer: string;
  /** S, the side of the images that it takes. */
  readonly inputSize: number;
  /** Rows and columns of the regions, which are ordered row by row. */
  readonly grid: Size;
  /** D, the length of a region's vector. */
  readonly depth: number;
  /** What it does to the pixels first; in words where that is not a linear map of each value. */
  readonly preprocessing: Preprocessing | string;
  /** Null where it has none. */
  readonly weights: { readonly sha256: string } | null;
  /** What computes the regions. */
  readonly engine: string;
}

/**
 * Turns images into regions: the interface that an extractor of your own has to provide for `extractFeatures`.
 * The extractors of this package are {@link RegionExtractor}s.
 */
export interface FeatureExtractor extends ExtractorDescription {
  /** RGB pixels 0 … 255 of `count` images, [count, S, S, 3] → regions [count, rows · columns, depth]. */
  extract(pixels: Float32Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void> | void;
}

/** Pixel values 0 … 255: the bytes that `readPixels` gives, or floats. */
export type PixelValues = Uint8Array | Float32Array;

/** An extractor of this package: SIFT, bags of visual words, or a backbone. */
export interface RegionExtractor extends FeatureExtractor {
  /**
   * RGB pixels 0 … 255 of `count` images, [count, S, S, 3] → regions [count, rows · columns, depth]. The result of
   * `readPixels(file, { size: extractor.inputSize })` can be passed as it is.
   *
   * @param count - Default: 1.
   * @throws {PixelCountError} where the number of values does not fit.
   */
  extract(pixels: PixelValues, count?: number): Promise<Float32Array>;
}

/** The description alone, as a worker process sends it. */
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
