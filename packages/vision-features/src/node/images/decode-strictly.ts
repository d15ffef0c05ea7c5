import type { DecodedImage } from './decode-image';

export type SharpLibrary = typeof import('sharp').default;

export interface DecodeOptions {
  readonly bits: 8 | 16;
  /** Whether a TIFF is in tiles; null for another format. */
  readonly tiled: boolean | null;
}

/** Warnings about a JPEG that leave its pixels as they are. */
const HARMLESS_IN_JPEG =
  /read gave \d+ warnings|extraneous bytes before marker 0xd9|unknown JFIF revision|unknown Adobe color transform|Invalid SOS parameters/i;

/** Warnings about a TIFF that say that pixels were lost. The others are about tags. */
const HARMFUL_IN_TIFF =
  /Discarding|error in tile|(Strip|Tile)(Offsets|ByteCounts)"|JPEGTables|decod|premature|corrupt|not enough data|read error|scanline|end of file|truncat/i;

/**
 * Decodes an image, and fails where the decoder only warns that it left out a part, which would be zeros: a tile of a TIFF that it cannot
 * decode, bytes of a JPEG or of a PackBits strip that make no sense. Warnings about metadata do not count.
 *
 * @throws the error of the decoder.
 */
export async function decodeStrictly(
  sharp: SharpLibrary,
  bytes: Uint8Array,
  { bits, tiled }: DecodeOptions,
): Promise<DecodedImage> {
  const isTiff = tiled !== null;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isTiff && !isJpeg) return decodeOnce(sharp, bytes, bits, 'error');
  try {
    return await decodeOnce(sharp, bytes, bits, 'warning', isTiff);
  } catch (error) {
    const warnings = warningsOf(error as Error);
    const harmless = isJpeg
      ? warnings?.every((warning) => HARMLESS_IN_JPEG.test(warning))
      : !warnings?.some((warning) => HARMFUL_IN_TIFF.test(warning));
    if (warnings === null || !harmless) throw error;
    return decodeOnce(sharp, bytes, bits, 'error', isTiff);
  }
}

/** What the decoder warned of, where it failed for no other reason. */
function warningsOf({ message }: Error): readonly string[] | null {
  const [first = '', ...warnings] = message.split('\n').filter((line) => line.trim() !== '');
  return first.startsWith('Warning treated as error') ? warnings : null;
}

async function decodeOnce(
  sharp: SharpLibrary,
  bytes: Uint8Array,
  bits: 8 | 16,
  failOn: 'warning' | 'error',
  watch = false,
): Promise<DecodedImage> {
  const image = sharp(bytes, { failOn, limitInputPixels: false, limitInputChannels: false });
  let lost: string | null = null;
  if (watch) {
    image.on('warning', (warning: string) => {
      if (HARMFUL_IN_TIFF.test(warning)) lost = warning;
    });
  }
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
