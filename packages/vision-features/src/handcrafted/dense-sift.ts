import { checkOptions, integer, positive } from '@rs-sam/foundation/options';
import { checkPixelCount } from '../extractor/pixel-count-error';
import { gaussianBlur } from './gaussian-blur';
import { gradientField } from './gradient-field';
import { greyImage } from './grey-image';
import { DESCRIPTOR_LENGTH, siftDescriptor } from './sift-descriptor';

/** Options of {@link denseSift}. */
export interface DenseSiftOptions {
  /** Rows, and columns, of the grid; a descriptor is taken at the centre of each cell. */
  readonly rows: number;
  /** Side of a patch in pixels, 4 bins. */
  readonly patch: number;
}

/** The blur that an image is assumed to have from the camera, in pixels; Lowe's value. */
const CAMERA_BLUR = 0.5;

/**
 * SIFT descriptors at the centres of a regular grid, at one scale and without rotation.
 *
 * The image is converted to grey and blurred to σ = bin / 3, Lowe's ratio between the scale of a keypoint and its bins.
 *
 * @param pixels - RGB 0 … 255 of one image, [S, S, 3].
 * @param size - S.
 * @returns [rows · rows, 128], row by row; each of norm 1, or zero where the patch has no gradient.
 * @throws {PixelCountError} where the number of values does not fit the size.
 */
export function denseSift(pixels: Float32Array | Uint8Array, size: number, options: DenseSiftOptions): Float32Array {
  checkOptions('denseSift', { rows: integer(1), patch: positive }, options, ['rows', 'patch']);
  checkPixelCount(pixels, 1, size);
  const { rows, patch } = options;
  const bin = patch / 4;
  const blur = Math.sqrt(Math.max(0, (bin / 3) ** 2 - CAMERA_BLUR ** 2));
  const field = gradientField(gaussianBlur(greyImage(pixels), size, blur), size);
  const result = new Float32Array(rows * rows * DESCRIPTOR_LENGTH);
  const centre = (cell: number) => ((cell + 0.5) * size) / rows - 0.5;
  for (let i = 0; i < rows * rows; i++) {
    const place = { x: centre(i % rows), y: centre(Math.floor(i / rows)), bin };
    siftDescriptor(field, place, result, i * DESCRIPTOR_LENGTH);
  }
  return result;
}
