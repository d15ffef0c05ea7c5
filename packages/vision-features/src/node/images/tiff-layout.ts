import { ImageError } from './image-error';
import { parseTiffDirectory, type TiffChanges, type TiffDirectory, tiffNumbers, withDirectory } from './tiff-directory';

/** How the first page of a TIFF is decoded. */
export interface TiffLayout {
  readonly tiled: boolean;
  readonly packBits: boolean;
  /** The name of its compression, for messages. */
  readonly compression: string;
  /** Files that are decoded instead: one with colours that a decoder recognises, or one grey file for each of three bands. */
  readonly instead: readonly [Uint8Array] | readonly [Uint8Array, Uint8Array, Uint8Array] | null;
}

const TAG = {
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  bands: 277,
  stripBytes: 279,
  planar: 284,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  minSampleValue: 280,
  maxSampleValue: 281,
  profile: 34675,
} as const;

const MIN_IS_WHITE = 0;
const MIN_IS_BLACK = 1;
const RGB = 2;
const PACK_BITS = 32773;

const COMPRESSIONS: ReadonlyMap<number, string> = new Map([
  [1, 'no compression'],
  [2, 'CCITT RLE'],
  [3, 'CCITT fax 3'],
  [4, 'CCITT fax 4'],
  [5, 'LZW'],
  [6, 'old-style JPEG'],
  [7, 'JPEG'],
  [8, 'DEFLATE'],
  [32766, 'NeXT'],
  [32771, 'CCITT RLE/W'],
  [32773, 'PackBits'],
  [32809, 'ThunderScan'],
  [32908, 'Pixar film'],
  [32909, 'PixarLog'],
  [32946, 'DEFLATE'],
  [33003, 'JPEG 2000'],
  [33004, 'JPEG 2000'],
  [33005, 'JPEG 2000'],
  [34661, 'JBIG'],
  [34676, 'SGILog'],
  [34677, 'SGILog24'],
  [34712, 'JPEG 2000'],
  [34887, 'LERC'],
  [34892, 'lossy JPEG of DNG'],
  [34925, 'LZMA'],
  [34933, 'PNG'],
  [34934, 'JPEG XR'],
  [50000, 'ZSTD'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
  [52546, 'JPEG XL'],
]);

/** Compressions that every build of the decoder has. */
export const COMMON_COMPRESSIONS: ReadonlySet<string> = new Set([
  'no compression',
  'LZW',
  'DEFLATE',
  'PackBits',
  'JPEG',
]);

/**
 * Decides which bands of a TIFF are colours where its tags do not tell: of three or four bands without an RGB tag, the first three are
 * red, green and blue. Colours in planes that are tiled, which the decoder does not take, are decoded plane by plane.
 *
 * @returns null for bytes that are no TIFF.
 * @throws {ImageError} where the bands are no colours.
 */
export function tiffLayout(bytes: Uint8Array, file: string): TiffLayout | null {
  const directory = parseTiffDirectory(bytes);
  if (directory === null) return null;
  const numbers = (tag: number): readonly number[] => tiffNumbers(bytes, directory, tag) ?? [];
  const [code = 1] = numbers(TAG.compression);
  const [bands = 1] = numbers(TAG.bands);
  const [photometric = null] = numbers(TAG.photometric);
  const planar = numbers(TAG.planar)[0] === 2 && bands > 1;
  const tiled = directory.fields.has(TAG.tileOffsets);
  const compression = COMPRESSIONS.get(code) ?? `compression ${code}`;
  const grey = photometric === MIN_IS_BLACK || photometric === MIN_IS_WHITE || photometric === null;
  const alpha = numbers(TAG.extraSamples).filter((kind) => kind === 1 || kind === 2).length;
  const colours = bands - alpha;

  const layout = { tiled, packBits: code === PACK_BITS, compression };

  if (grey && colours > 1) checkColours(file, { bands, colours, photometric });
  // The decoder takes no planes that are tiled, and no bands beyond its own colour models.
  const split = planar && (tiled || grey) && (grey || photometric === RGB);
  if (bands > 4 || colours < 3 || (!grey && !split)) return { ...layout, instead: null };
  checkComplete(bytes, directory, file);
  if (split) {
    const planes = [0, 1, 2].map((plane) =>
      planeOf(bytes, directory, { plane, bands, tiled, bits: numbers(TAG.bits) }),
    );
    return { ...layout, instead: planes as [Uint8Array, Uint8Array, Uint8Array] };
  }
  const changes: TiffChanges = new Map([
    [TAG.photometric, { type: 'short', values: [RGB] }],
    [TAG.extraSamples, bands === 3 ? null : { type: 'short', values: Array(bands - 3).fill(0) }],
  ]);
  return { ...layout, instead: [withDirectory(bytes, directory, changes)] };
}

interface Bands {
  readonly bands: number;
  readonly colours: number;
  readonly photometric: number | null;
}

/** @throws {ImageError} unless three or four bands can be colours. */
function checkColours(file: string, { bands, colours, photometric }: Bands): void {
  const remedy =
    'Save the three bands that are red, green and blue as an RGB image, as by `gdal_translate -b 3 -b 2 -b 1`.';
  const fail = (problem: string): never => {
    throw new ImageError(file, problem, remedy, { unsupported: true });
  };
  const alpha = colours === bands ? '' : `, of which ${bands - colours} are alpha`;
  if (colours === 2) fail(`It has ${bands} bands${alpha}, and no tag says which of them are colours.`);
  if (photometric === MIN_IS_WHITE) fail(`It has ${bands} bands${alpha}, with a tag that says that 0 is white.`);
}

/** @throws {ImageError} where pixels lie beyond the end of the file: the new directory would be taken for them. */
function checkComplete(bytes: Uint8Array, directory: TiffDirectory, file: string): void {
  const [offsets, lengths] = [
    [TAG.tileOffsets, TAG.tileBytes],
    [TAG.stripOffsets, TAG.stripBytes],
  ]
    .map((tags) => tags.map((tag) => tiffNumbers(bytes, directory, tag)))
    .find((found) => found.every((numbers) => numbers !== null)) ?? [null, null];
  const ends = offsets?.map((offset, index) => offset + (lengths?.[index] ?? 0)) ?? [Number.POSITIVE_INFINITY];
  if (ends.every((end) => end <= bytes.length)) return;
  const problem = `The file ends at byte ${bytes.length}, before its pixels end.`;
  throw new ImageError(file, problem, 'It is cut off: copy it again, or skip broken images.');
}

interface Plane {
  readonly plane: number;
  readonly bands: number;
  readonly tiled: boolean;
  readonly bits: readonly number[];
}

/** A file of one grey band. The tiles or strips of a plane follow one another. */
function planeOf(bytes: Uint8Array, directory: TiffDirectory, { plane, bands, tiled, bits }: Plane): Uint8Array {
  const part = (tag: number): readonly number[] => {
    const all = tiffNumbers(bytes, directory, tag) ?? [];
    const each = Math.floor(all.length / bands);
    return all.slice(plane * each, (plane + 1) * each);
  };
  const one = (tag: number): readonly number[] => (tiffNumbers(bytes, directory, tag) ?? [1]).slice(0, 1);
  const [offsets, lengths] = tiled ? [TAG.tileOffsets, TAG.tileBytes] : [TAG.stripOffsets, TAG.stripBytes];
  return withDirectory(
    bytes,
    directory,
    new Map<number, { type: 'short' | 'long'; values: readonly number[] } | null>([
      [TAG.bits, { type: 'short', values: bits.slice(0, 1) }],
      [TAG.photometric, { type: 'short', values: [MIN_IS_BLACK] }],
      [TAG.bands, { type: 'short', values: [1] }],
      [TAG.planar, { type: 'short', values: [1] }],
      [offsets, { type: 'long', values: part(offsets) }],
      [lengths, { type: 'long', values: part(lengths) }],
      [TAG.sampleFormat, { type: 'short', values: one(TAG.sampleFormat) }],
      [TAG.extraSamples, null],
      [TAG.profile, null],
      [TAG.minSampleValue, null],
      [TAG.maxSampleValue, null],
    ]),
  );
}
