import { RsSamError } from '@rs-sam/foundation/errors';
import { browser, cast, expandDims, type PixelData, type Tensor4D, tidy } from '@tensorflow/tfjs-core';

/** An image that a browser has decoded, or its bytes in four channels. */
export type DecodedImage = ImageBitmap | ImageData | HTMLImageElement | HTMLCanvasElement | OffscreenCanvas | PixelData;

/** An image has another size than the network takes, and there is no browser to resize it. */
export class ImageSizeError extends RsSamError {
  override readonly name = 'ImageSizeError';
  override readonly code = 'RS_SAM_IMAGE_SIZE';

  constructor(
    readonly width: number,
    readonly height: number,
    readonly expected: number,
  ) {
    super(
      `The image is ${width} × ${height} pixels, and the network takes ${expected} × ${expected}. Resize it first: only a browser resizes images here.`,
    );
  }
}

/**
 * One image as `Backbone.extract` takes it: RGB 0 … 255, `[1, inputSize, inputSize, 3]`. Transparency is ignored.
 *
 * An image of another size is resized by the browser with high quality; its proportions are not kept.
 *
 * @throws ImageSizeError outside a browser where the image has another size.
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
