/**
 * The pixels of an image, RGB 0 … 255, [size, size, 3]. The browser stretches the image to the square, as the extraction in Node does;
 * its interpolation differs a little, and so does the score. An image of that size is not changed.
 */
export function pixelsOf(image: ImageBitmap, size: number): Uint8Array {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  return Uint8Array.from({ length: size * size * 3 }, (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)] as number);
}
