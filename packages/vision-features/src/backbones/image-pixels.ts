import { browser, cast, expandDims, type PixelData, type Tensor4D, tidy } from '@tensorflow/tfjs-core';

/** An image that a browser has decoded, or its bytes in four channels. */
export type DecodedImage = ImageBitmap | ImageData | HTMLImageElement | HTMLCanvasElement | OffscreenCanvas | PixelData;

/** An image of another size than the network takes, where no browser is at hand to resize it. */
export class ImageSizeError extends RangeError {
  override readonly name = 'ImageSizeError';

  constructor(
    readonly width: number,
    readonly height: number,
    readonly expected: number,
  ) {
    super(
      `The image is ${width} × ${height} pixels, and the network takes ${expected} × ${expected}: resize it first; only a browser does it here.`,
    );
  }
}

/**
 * What `Backbone.extract` takes, of one image: RGB 0 … 255, `[1, inputSize, inputSize, 3]`. Transparency is ignored.
 *
 * An image of another size is resized by the browser, at its high quality, whatever its proportions.
 *
 * @throws ImageSizeError where it would have to be resized outside a browser.
 */
export async function imagePixels(image: DecodedImage, inputSize: number): Promise<Tensor4D> {
  const { width, height } = image;
  const fits = width === inputSize && height === inputSize;
  if (fits) return toTensor(image);
  if (typeof createImageBitmap !== 'function' || isPixelData(image)) throw new ImageSizeError(width, height, inputSize);
  const resized = await createImageBitmap(image, {
    resizeWidth: inputSize,
    resizeHeight: inputSize,
    resizeQuality: 'high',
  });
  try {
    return toTensor(resized);
  } finally {
    resized.close();
  }
}

function toTensor(image: DecodedImage): Tensor4D {
  return tidy(() => expandDims(cast(browser.fromPixels(image as ImageBitmap, 3), 'float32'), 0));
}

function isPixelData(image: DecodedImage): image is PixelData {
  return 'data' in image && image.data instanceof Uint8Array;
}
