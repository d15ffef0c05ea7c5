/** Regions without a network, in the shape in which a backbone's extractor is used: hand it to `extractFeatures`. */
export interface HandcraftedExtractor {
  /** `sift` or `bovw`. */
  readonly backbone: string;
  readonly layer: string;
  /** S, rows and columns of the images. */
  readonly inputSize: number;
  /** Rows and columns of the regions, row by row. */
  readonly grid: readonly [rows: number, columns: number];
  /** D, the length of a region's vector. */
  readonly depth: number;
  /** What is done to the pixels first, in words. */
  readonly preprocessing: string;
  /** Null where nothing was learned. */
  readonly weights: { readonly sha256: string } | null;
  readonly engine: string;
  /**
   * RGB pixels 0 … 255 of `count` images, `[count, S, S, 3]` → regions `[count, rows · columns, depth]`.
   *
   * @throws {ImagePixelsError} where the pixels are not that many.
   */
  extract(pixels: Float32Array, count: number): Promise<Float32Array>;
  dispose(): void;
}

/** Another number of pixel values than the images have. */
export class ImagePixelsError extends RangeError {
  override readonly name = 'ImagePixelsError';

  constructor(
    readonly found: number,
    readonly expected: number,
    size: number,
    count: number,
  ) {
    super(
      `${found} pixel values were given, expected ${expected}: ${count} images of ${size} × ${size} in three colours. Read the images at the extractor's inputSize.`,
    );
  }
}

/** Applies a function of one image to `count` of them. */
export function eachImage(
  pixels: Float32Array,
  count: number,
  size: number,
  regionsOf: (image: Float32Array) => Float32Array,
): Float32Array {
  const length = size * size * 3;
  if (pixels.length !== count * length) throw new ImagePixelsError(pixels.length, count * length, size, count);
  const parts = Array.from({ length: count }, (_, i) => regionsOf(pixels.subarray(i * length, (i + 1) * length)));
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => {
    result.set(part, offset);
    return offset + part.length;
  }, 0);
  return result;
}
