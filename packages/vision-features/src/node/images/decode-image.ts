import { decodeStrictly, type SharpLibrary } from './decode-strictly';
import type { DecodedImage } from './decoded-image';
import { ImageError } from './image-error';
import { unreadableFormat } from './image-format';
import { type TiffLayout, tiffLayout } from './tiff-layout';

/** An image that is ready to be decoded, at 8 bits or at the depth of the file. */
export interface OpenedImage {
  /** Bits of a number in the file. */
  readonly bits: 8 | 16;
  decode(bits: 8 | 16): Promise<DecodedImage>;
}

/**
 * Reads the header of an image.
 *
 * @throws {ImageError} where the file is empty, it is too large, in a format that is not supported, or without colours.
 */
export async function openImage(
  sharp: SharpLibrary,
  bytes: Uint8Array,
  file: string,
  maxPixels: number,
): Promise<OpenedImage> {
  if (bytes.length === 0) throw new ImageError(file, 'The file is empty.', 'Copy it again, or skip broken images.');
  const format = unreadableFormat(bytes);
  if (format !== null) {
    const problem = `It is a ${format.name} file, which is not read as an image.`;
    throw new ImageError(file, problem, format.remedy, { unsupported: true });
  }
  const layout = tiffLayout(bytes, file);
  const files: readonly Uint8Array[] = layout?.instead ?? [bytes];
  const options = { failOn: 'error', limitInputPixels: false, limitInputChannels: false } as const;
  const { width, height, channels, depth } = await sharp(files[0], options)
    .metadata()
    .catch((cause: Error) => {
      throw decodingError(file, layout, cause);
    });
  if (width * height > maxPixels) {
    const problem = `${width} × ${height} pixels are more than the limit of ${maxPixels}.`;
    throw new ImageError(file, problem, 'Cut it into tiles, or raise the limit: maxPixels (rs-sam: --max-pixels).');
  }
  if (channels > 4 || (depth !== 'uchar' && depth !== 'ushort')) {
    const problem = `${channels} bands of type ${depth} are not supported.`;
    throw new ImageError(file, problem, 'Save three of its bands with 8 or 16 bits.', { unsupported: true });
  }
  return {
    bits: depth === 'ushort' ? 16 : 8,
    async decode(bits) {
      const planes: DecodedImage[] = [];
      try {
        // One after another: the decoder keeps the messages of concurrent failures in one place.
        for (const one of files) planes.push(await decodeStrictly(sharp, one, { bits, tiff: layout }));
      } catch (cause) {
        throw decodingError(file, layout, cause as Error);
      }
      return planes.length === 1 ? (planes[0] as DecodedImage) : interleaved(planes);
    },
  };
}

/** One image of three grey ones, of which each has its band in all three colours. */
function interleaved(planes: readonly DecodedImage[]): DecodedImage {
  const [{ pixels, width, height }] = planes as [DecodedImage];
  const colours = pixels.slice();
  for (const [band, plane] of planes.entries()) {
    for (let at = band; at < colours.length; at += 3) colours[at] = plane.pixels[at] as number;
  }
  return { pixels: colours, width, height };
}

/** What the decoder says of content that it does not know, though the file may be correct. */
const UNSUPPORTED =
  /not configured|not implemented|not supported|unsupported (?!image format)|built without|must be 1 for|decoder only supports|labq|Inappropriate photometric|can not handle|Sorry/i;

function decodingError(file: string, layout: TiffLayout | null, cause: Error): ImageError {
  const [reason = ''] = cause.message.split('\n').filter((line) => !line.startsWith('Warning treated as error'));
  const said = reason.replace(/^(Input buffer has corrupt header: )?(tiff2vips: )?/, '').replace(/\.$/, '');
  if (UNSUPPORTED.test(reason)) {
    const what = layout === null ? 'Its content' : `A TIFF of this kind (${layout.compression})`;
    const remedy =
      layout === null
        ? 'Convert it to PNG or TIFF.'
        : 'Save it without compression, or with LZW or DEFLATE, as by `gdal_translate -co COMPRESS=DEFLATE`.';
    return new ImageError(file, `${what} cannot be decoded: ${said}.`, remedy, { cause, unsupported: true });
  }
  const compression = layout === null ? '' : ` (TIFF, ${layout.compression})`;
  const remedy = 'The file is broken, cut off or not an image: copy it again, or skip broken images.';
  return new ImageError(file, `The image cannot be decoded${compression}: ${said}.`, remedy, { cause });
}
