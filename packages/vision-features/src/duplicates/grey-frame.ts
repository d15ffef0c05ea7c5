import { greyImage } from '../handcrafted/grey-image';

/** Side of the square that images are compared in. */
export const FRAME_SIZE = 192;

/** A grey image in the upper left corner of a square; what is beside it repeats its edge. */
export interface GreyFrame {
  /** [S, S], 0 … 255. */
  readonly grey: Float32Array;
  /** Of the image inside the square; the longer one is S. */
  readonly width: number;
  readonly height: number;
}

/** @param pixels - RGB of one image whose longer side is {@link FRAME_SIZE}, [height, width, 3]. */
export function greyFrame(pixels: Uint8Array, width: number, height: number): GreyFrame {
  const image = greyImage(pixels);
  if (width === height) return { grey: image, width, height };
  const grey = new Float32Array(FRAME_SIZE ** 2);
  for (let y = 0, to = 0; y < FRAME_SIZE; y++) {
    const row = Math.min(y, height - 1) * width;
    for (let x = 0; x < FRAME_SIZE; x++, to++) grey[to] = image[row + Math.min(x, width - 1)] as number;
  }
  return { grey, width, height };
}
