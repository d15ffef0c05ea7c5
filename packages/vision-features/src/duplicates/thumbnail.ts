import { FRAME_SIZE, type GreyFrame } from './grey-frame';

/** Side of the square of a thumbnail: half of a frame. */
export const THUMBNAIL_SIZE = FRAME_SIZE / 2;

/** A small grey image, in one byte per pixel whatever its contrast. */
export interface Thumbnail {
  /** [S/2, S/2]; the darkest pixel is 0, the brightest 255. */
  readonly values: Uint8Array;
  /** Grey levels of one step of `values`. */
  readonly step: number;
  /** Of the image inside the square. */
  readonly width: number;
  readonly height: number;
}

/** Means of 2 × 2 pixels of a frame. */
export function thumbnailOf({ grey, width, height }: GreyFrame): Thumbnail {
  const means = new Float32Array(THUMBNAIL_SIZE ** 2);
  for (let y = 0; y < THUMBNAIL_SIZE; y++) {
    for (let x = 0; x < THUMBNAIL_SIZE; x++) {
      const i = 2 * (y * FRAME_SIZE + x);
      const sum = (grey[i] as number) + (grey[i + 1] as number);
      means[y * THUMBNAIL_SIZE + x] =
        (sum + (grey[i + FRAME_SIZE] as number) + (grey[i + FRAME_SIZE + 1] as number)) / 4;
    }
  }
  const lowest = means.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const highest = means.reduce((most, value) => Math.max(most, value), 0);
  const step = (highest - lowest) / 255;
  const values = Uint8Array.from(means, (value) => (step === 0 ? 0 : Math.round((value - lowest) / step)));
  return { values, step, width: width / 2, height: height / 2 };
}
