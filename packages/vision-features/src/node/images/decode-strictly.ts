import type { DecodedImage } from './decoded-image';

export type SharpLibrary = typeof import('sharp').default;

export interface DecodeOptions {
  readonly bits: 8 | 16;
  /** What the header of a TIFF says; null for another format. */
  readonly tiff: { readonly tiled: boolean; readonly packBits: boolean } | null;
}

/** Warnings about a JPEG that leave its pixels as they are. */
const HARMLESS_IN_JPEG =
  /read gave \d+ warnings|extraneous bytes before marker 0xd9|unknown JFIF revision|unknown Adobe color transform|Invalid SOS parameters/i;

/**
 * Decodes an image, and fails where the decoder only warns that it left out a part, which would be zeros: a tile of a TIFF that it cannot
 * decode, bytes of a JPEG or of PackBits that make no sense. Warnings about metadata do not count.
 *
 * @throws the error of the decoder.
 */
export async function decodeStrictly(
  sharp: SharpLibrary,
  bytes: Uint8Array,
  { bits, tiff }: DecodeOptions,
): Promise<DecodedImage> {
  if (tiff !== null) {
    // Strips that cannot be decoded are an error, tiles only a warning. For strips, a warning about tags would count as well.
    const failOn = tiff.tiled ? 'warning' : 'error';
    return decodeOnce(sharp, bytes, { bits, failOn, refused: tiff.packBits ? /Discarding \d+ bytes/ : null });
  }
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isJpeg) return decodeOnce(sharp, bytes, { bits, failOn: 'error' });
  try {
    return await decodeOnce(sharp, bytes, { bits, failOn: 'warning' });
  } catch (error) {
    const warnings = warningsOf(error as Error);
    if (warnings === null || !warnings.every((warning) => HARMLESS_IN_JPEG.test(warning))) throw error;
    return decodeOnce(sharp, bytes, { bits, failOn: 'error' });
  }
}

/** What the decoder warned of, where it failed for no other reason. */
function warningsOf({ message }: Error): readonly string[] | null {
  const [first = '', ...warnings] = message.split('\n').map((line) => line.trim());
  const lines = warnings.filter((line) => line !== '');
  return first.startsWith('Warning treated as error') && lines.length > 0 ? lines : null;
}

interface Once {
  readonly bits: 8 | 16;
  readonly failOn: 'warning' | 'error';
  /** Warnings that count as an error. */
  readonly refused?: RegExp | null;
}

async function decodeOnce(
  sharp: SharpLibrary,
  bytes: Uint8Array,
  { bits, failOn, refused = null }: Once,
): Promise<DecodedImage> {
  const image = sharp(bytes, { failOn, limitInputPixels: false, limitInputChannels: false });
  let lost: string | null = null;
  image.on('warning', (warning: string) => {
    if (refused?.test(warning)) lost = warning;
  });
  const { data, info } = await image
    .autoOrient()
    .toColourspace(bits === 16 ? 'rgb16' : 'srgb')
    .removeAlpha()
    .raw({ depth: bits === 16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (lost !== null) throw new Error(lost);
  const { width, height } = info;
  // A copy, because the memory of a Buffer need not begin at a multiple of two.
  if (bits === 16) return { pixels: new Uint16Array(new Uint8Array(data).buffer), width, height };
  return { pixels: data, width, height };
}
