/**
 * 0.299 R + 0.587 G + 0.114 B, the luma of ITU-R BT.601, as OpenCV and Pillow compute it.
 *
 * @param pixels - RGB 0 … 255 of one image, [H, W, 3].
 * @returns One number per pixel, 0 … 255, not rounded.
 */
export function greyImage(pixels: Float32Array | Uint8Array): Float32Array {
  const grey = new Float32Array(pixels.length / 3);
  for (let pixel = 0, from = 0; pixel < grey.length; pixel++, from += 3) {
    grey[pixel] =
      0.299 * (pixels[from] as number) + 0.587 * (pixels[from + 1] as number) + 0.114 * (pixels[from + 2] as number);
  }
  return grey;
}
