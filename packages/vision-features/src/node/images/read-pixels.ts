import { readFile } from 'node:fs/promises';
import { importOptional } from '@rs-sam/foundation/errors';
import { checkOptions, integer, orNull } from '@rs-sam/foundation/options';
import { ImageError } from './image-error';

/** How an image file becomes pixels. */
export interface PixelOptions {
  /** Side of the square that the image is stretched to. */
  readonly size: number;
  /** Side of a square that it is stretched to before that, 224 in the paper. Default: null, no such step. */
  readonly resizeFirst?: number | null | undefined;
  /** Larger images are refused before they are decoded. Default: 100 million. */
  readonly maxPixels?: number | undefined;
}

interface DecodedPixels {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const MAX_PIXELS = 100_000_000;

const rules = {
  size: integer(1),
  resizeFirst: orNull(integer(1), 'an integer of at least 1, or null'),
  maxPixels: integer(1),
};

type Sharp = typeof import('sharp').default;

const loadSharp = async (): Promise<Sharp> =>
  (await importOptional('sharp', 'Reading images', () => import('sharp'))).default;

/**
 * Reads the pixels of an image file, RGB 0 … 255, [S, S, 3]. An extractor's `extract` takes them as they are.
 *
 * It reads every format that sharp reads, by this rule: the EXIF orientation is applied; an embedded colour profile is converted to
 * sRGB; palette indices become colours; grey is copied to all three channels; 16 bits become 8 by dropping the lower half; alpha is
 * dropped, not blended (as Pillow's `convert('RGB')`); of several pages the first is read. Then the image is stretched to the square,
 * whatever its proportions, by linear interpolation, with averaging where it shrinks. An image of that size is not resampled.
 *
 * @throws {ImageError} where the file cannot be read, is broken or cut off, has more than `maxPixels` pixels, float values, or more
 * than four bands.
 * @throws {InvalidOptionError}
 * @throws {MissingPackageError} where sharp is not installed.
 */
export async function readPixels(file: string, options: PixelOptions): Promise<Uint8Array> {
  checkOptions('readPixels', rules, options, ['size']);
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new ImageError(file, `The file cannot be read: ${cause.message}.`, 'Correct the path or its permissions.', {
      cause,
    });
  });
  return decodePixels(bytes, file, options);
}

/** As {@link readPixels}, of the bytes of a file; `file` is its name in messages. */
export async function decodePixels(bytes: Uint8Array, file: string, options: PixelOptions): Promise<Uint8Array> {
  const { size, resizeFirst = null, maxPixels = MAX_PIXELS } = options;
  const sharp = await loadSharp();
  let image = await decode(sharp, bytes, file, maxPixels);
  if (resizeFirst !== null) image = await stretch(sharp, image, resizeFirst);
  const { pixels } = await stretch(sharp, image, size);
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
}

async function decode(sharp: Sharp, bytes: Uint8Array, file: string, maxPixels: number): Promise<DecodedPixels> {
  try {
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: false, limitInputChannels: false });
    const { width, height, channels, depth = '' } = await image.metadata();
    if (width * height > maxPixels) {
      const problem = `${width} × ${height} pixels are more than the limit of ${maxPixels}.`;
      throw new ImageError(file, problem, 'Cut it into tiles, or raise the limit (maxPixels).');
    }
    if (channels > 4 || !['uchar', 'ushort'].includes(depth)) {
      const problem = `${channels} bands of type ${depth} are not supported.`;
      throw new ImageError(file, problem, 'Save three of its bands with 8 or 16 bits.');
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
    const remedy = 'The file is broken, cut off or not an image: copy it again, or skip broken images.';
    throw new ImageError(file, `The image cannot be decoded: ${reason}.`, remedy, { cause });
  }
}

async function stretch(sharp: Sharp, image: DecodedPixels, size: number): Promise<DecodedPixels> {
  const { pixels, width, height } = image;
  if (width === size && height === size) return image;
  const resized = await sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(size, size, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  return { pixels: resized, width: size, height: size };
}
