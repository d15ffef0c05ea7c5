import { importOptional } from '@rs-sam/foundation/errors';
import { callback, checkOptions, integer, orNull } from '@rs-sam/foundation/options';
import {
  bandRanges,
  type ColourRange,
  fewLevels,
  mapToBytes,
  type Percentiles,
  percentileRanges,
} from './colour-range';
import { checkColourRange, colourRangeRules } from './colour-range-rules';
import { openImage } from './decode-image';
import type { SharpLibrary } from './decode-strictly';
import type { DecodedImage } from './decoded-image';
import { readImageFile } from './read-image-file';

/** How an image file becomes pixels. */
export interface PixelOptions {
  /** Side of the square that the image is stretched to. */
  readonly size: number;
  /** Side of a square that it is stretched to before that, 224 in the paper. Default: null, no such step. */
  readonly resizeFirst?: number | null | undefined;
  /** Larger images are refused before they are decoded. Default: 100 million. */
  readonly maxPixels?: number | undefined;
  /**
   * The values of the file that become 0 and 255, the others between or cut: `[0, 3000]` for all bands, or three such pairs for red,
   * green and blue. The same for every image of a data set. Default: null, the whole range of 8 or 16 bits.
   */
  readonly range?: ColourRange | null | undefined;
  /** Percentiles of each band of this image that become 0 and 255, as `[2, 98]`; not together with `range`. Default: null. */
  readonly stretch?: Percentiles | null | undefined;
  /** Gets a sentence where the image is read, but hardly as it was meant: 16 bits of which 8 keep few levels. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** Larger images are refused by default. */
export const MAX_PIXELS = 100_000_000;

const rules = {
  size: integer(1),
  resizeFirst: orNull(integer(1), 'an integer of at least 1, or null'),
  maxPixels: integer(1),
  ...colourRangeRules,
  onNote: callback,
};

/** @throws {MissingPackageError} */
export const loadSharp = async (): Promise<SharpLibrary> =>
  (await importOptional('sharp', 'Reading images', () => import('sharp'))).default;

/**
 * Reads the pixels of an image file, RGB 0 … 255, [S, S, 3]. An extractor's `extract` takes them as they are.
 *
 * It reads JPEG, PNG, TIFF, WebP, GIF, AVIF and SVG, by this rule: the EXIF orientation is applied; an embedded colour profile is converted
 * to sRGB; palette indices become colours; grey is copied to all three channels; of three or four bands without a tag for colours, the
 * first three are red, green and blue; 16 bits become 8 by dropping the lower half, unless `range` or `stretch` says otherwise; alpha is
 * dropped, not blended (as Pillow's `convert('RGB')`); of several pages the first is read. Then the image is stretched to the square,
 * whatever its proportions, by linear interpolation, with averaging where it shrinks. An image of that size is not resampled.
 *
 * @throws {ImageError} where the file cannot be read, is broken or cut off, has more than `maxPixels` pixels, float values, two bands or
 * more than four, or a format or compression that is not supported, which it names. A part that cannot be decoded is never zeros.
 * @throws {InvalidOptionError}
 * @throws {MissingPackageError} where sharp is not installed.
 */
export async function readPixels(file: string, options: PixelOptions): Promise<Uint8Array> {
  checkOptions('readPixels', rules, options, ['size']);
  checkColourRange(options);
  return decodePixels(await readImageFile(file), file, options);
}

/** As {@link readPixels}, of the bytes of a file; `file` is its name in messages. */
export async function decodePixels(bytes: Uint8Array, file: string, options: PixelOptions): Promise<Uint8Array> {
  return inputPixels(await decodeColours(bytes, file, options), options);
}

/** The colours of an image in its own size, 0 … 255. */
export async function decodeColours(
  bytes: Uint8Array,
  file: string,
  { range = null, stretch = null, maxPixels = MAX_PIXELS, onNote }: Omit<PixelOptions, 'size' | 'resizeFirst'>,
): Promise<DecodedImage> {
  const sharp = await loadSharp();
  const image = await openImage(sharp, bytes, file, maxPixels);
  if (range !== null || stretch !== null) {
    const values = await image.decode(image.bits);
    return mapToBytes(values, range === null ? percentileRanges(values, stretch as Percentiles) : bandRanges(range));
  }
  if (image.bits === 16 && onNote !== undefined) {
    const levels = fewLevels(await image.decode(16));
    if (levels !== null)
      onNote(
        `its values use ${levels} of 256 levels. Map their range to 0 … 255: range or stretch (rs-sam: --range or --stretch 2,98).`,
      );
  }
  return image.decode(8);
}

/** The square that an extractor takes, [size, size, 3]. */
export async function inputPixels(
  image: DecodedImage,
  { size, resizeFirst = null }: Pick<PixelOptions, 'size' | 'resizeFirst'>,
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const first = resizeFirst === null ? image : await stretchTo(sharp, image, resizeFirst);
  const { pixels } = await stretchTo(sharp, first, size);
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
}

async function stretchTo(sharp: SharpLibrary, image: DecodedImage, size: number): Promise<DecodedImage> {
  const { pixels, width, height } = image;
  if (width === size && height === size) return image;
  const resized = await sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(size, size, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  return { pixels: resized, width: size, height: size };
}
