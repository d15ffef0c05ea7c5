import { RsSamError } from '@rs-sam/foundation/errors';
import type { PixelValues } from './feature-extractor';

/** The number of pixel values is not that of the images. */
export class PixelCountError extends RsSamError {
  override readonly name = 'PixelCountError';
  override readonly code = 'RS_SAM_PIXEL_COUNT';

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

/** @throws {PixelCountError} unless there are the values of `count` RGB images of `size` × `size`. */
export function checkPixelCount(pixels: PixelValues, count: number, size: number): void {
  const expected = count * size * size * 3;
  if (pixels.length !== expected) throw new PixelCountError(pixels.length, expected, size, count);
}
