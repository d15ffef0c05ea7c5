import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { ImageError } from './image-error';

/** How a picture becomes pixels. */
export interface PixelOptions {
  /** Side of the square that it is stretched to. */
  readonly size: number;
  /** Side of a square that it is stretched to before that, as the paper does with 224. Default: null, not at all. */
  readonly resizeFirst?: number | null | undefined;
  /** Pictures with more pixels are refused, before they are decoded. Default: 100 million. */
  readonly maxPixels?: number | undefined;
}

interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const MAX_PIXELS = 100_000_000;

/**
 * The pixels of a picture file, RGB 0 … 255, [S, S, 3].
 *
 * Everything that sharp reads, by this rule: the orientation that EXIF gives is applied; an embedded colour profile is converted to
 * sRGB; a palette is looked up; grey stands in all three channels; 16 bits become 8 by dropping the lower half; alpha is dropped,
 * not blended (as Pillow's `convert('RGB')`); of several pages the first. Then the picture is stretched to the square, whatever its
 * shape, by linear interpolation, with averaging where it shrinks. A picture of that size is not touched.
 *
 * @throws {ImageError} where the file cannot be read, is broken or cut off, has more than `maxPixels`, or numbers or bands that are
 * no picture (floats, more than four bands).
 */
export async function readPixels(file: string, options: PixelOptions): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new ImageError(file, `The file cannot be read: ${cause.message}.`, 'Mend the path or its rights.', { cause });
  });
  return decodePixels(bytes, file, options);
}

/** As {@link readPixels}, of bytes that were read before; `file` is for messages. */
export async function decodePixels(bytes: Uint8Array, file: string, options: PixelOptions): Promise<Uint8Array> {
  const { size, resizeFirst = null, maxPixels = MAX_PIXELS } = options;
  let picture = await decode(bytes, file, maxPixels);
  if (resizeFirst !== null) picture = await stretch(picture, resizeFirst);
  const { pixels } = await stretch(picture, size);
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
}

async function decode(bytes: Uint8Array, file: string, maxPixels: number): Promise<Picture> {
  try {
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: false, limitInputChannels: false });
    const { width, height, channels, depth = '' } = await image.metadata();
    if (width * height > maxPixels) {
      const problem = `${width} × ${height} are more than ${maxPixels} pixels.`;
      throw new ImageError(file, problem, 'Cut it into pieces, or raise the limit (maxPixels).');
    }
    if (channels > 4 || !['uchar', 'ushort'].includes(depth)) {
      const problem = `${channels} bands of type ${depth} are no picture of colours.`;
      throw new ImageError(file, problem, 'Write three bands of it as 8 or 16 bit.');
    }
    const { data, info } = await image
      .autoOrient()
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height };
  } catch (cause) {
    if (cause instanceof ImageError) throw cause;
    const [reason] = (cause as Error).message.split('\n');
    const remedy = 'It is broken, cut off or no picture: fetch it again, or have broken images skipped.';
    throw new ImageError(file, `The picture cannot be decoded: ${reason}.`, remedy, { cause });
  }
}

async function stretch(picture: Picture, size: number): Promise<Picture> {
  const { pixels, width, height } = picture;
  if (width === size && height === size) return picture;
  const resized = await sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(size, size, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  return { pixels: resized, width: size, height: size };
}
