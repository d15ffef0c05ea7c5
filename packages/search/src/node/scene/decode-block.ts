import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { fromFloat16 } from '@rs-sam/foundation/formats';

import type { RasterLayout } from './raster-layout';
import { damagedScene, SceneError } from './scene-error';
import type { TiffPage } from './tiff-page';

/** The numbers of a block: row by row, the samples of a pixel side by side. */
export type BlockValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Turns the bytes of a block into numbers. */
export type BlockDecoder = (bytes: Uint8Array, rows: number) => Promise<BlockValues>;

const NONE = 1;
const JPEG = 7;
const LERC = 34887;

/** Compressions that are read. */
const READ: ReadonlySet<number> = new Set([NONE, 5, JPEG, 8, 32946, 32773, LERC, 50000]);

/** Compressions that are not read, by name. */
const NOT_READ: Readonly<Record<number, string>> = {
  2: 'CCITT RLE',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old-style JPEG',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50001: 'WebP',
  50002: 'JPEG XL',
};

/** A block that is larger is not decoded: memory would grow with the file. */
const MOST_BYTES = 256 << 20;

/** @throws SceneError for a compression that is not supported, and for blocks that are too large. */
export async function blockDecoder(
  layout: RasterLayout,
  page: TiffPage,
  littleEndian: boolean,
  name: string,
): Promise<BlockDecoder> {
  const { compression, predictor, bits, blockWidth, blockHeight, rowBytes, planar, samples } = layout;
  const remedy = 'Convert it, as by `gdal_translate -of COG -co COMPRESS=DEFLATE`.';
  if (!READ.has(compression) || (compression === JPEG && bits !== 8)) {
    const named =
      compression === JPEG ? `JPEG of ${bits} bits` : (NOT_READ[compression] ?? `compression ${compression}`);
    throw new SceneError(name, `It is compressed with ${named}, which is not supported.`, remedy);
  }
  if (![1, 2, 3].includes(predictor) || (predictor !== 1 && bits % 8 !== 0)) {
    throw new SceneError(name, `Its predictor ${predictor} of ${bits} bits is not supported.`, remedy);
  }
  const together = planar ? 1 : samples;
  if (rowBytes * blockHeight > MOST_BYTES) {
    const problem = `A block of it has ${blockWidth} × ${blockHeight} pixels, so that it would be read whole.`;
    throw new SceneError(name, problem, remedy);
  }
  const decompress = await decompressor(layout, page, rowBytes * blockHeight, name);
  return async (bytes, rows) => {
    const decoded = await decompress(bytes);
    if (decoded.length < rowBytes * rows) {
      throw damagedScene(name, `A block of it has ${decoded.length} bytes instead of ${rowBytes * rows}.`);
    }
    // A copy: it is aligned, and is changed below.
    const own = new Uint8Array(decoded.subarray(0, rowBytes * rows));
    if (bits < 8 || bits === 12) return unpackBits(own, bits, blockWidth * together, rows);
    // LERC has its own byte order, and the predictor of floats always the high byte first.
    if (!littleEndian && compression !== LERC && predictor !== 3) swapBytes(own, bits / 8);
    if (predictor === 3) joinFloatBytes(own, bits / 8, together, rowBytes);
    const values = numbersOf(own, layout);
    if (predictor === 2) addNeighbours(values, together, blockWidth * together);
    return values;
  };
}

type Decompress = (bytes: Uint8Array) => Promise<Uint8Array>;

/** @param most bytes of a block: more than a few beyond are not decompressed. */
async function decompressor(layout: RasterLayout, page: TiffPage, most: number, name: string): Promise<Decompress> {
  const { compression } = layout;
  if (compression === NONE) return async (bytes) => bytes;
  const decode = DEFLATE.has(compression)
    ? (bytes: Uint8Array): Promise<Uint8Array> => inflateBytes(bytes, { maxOutputLength: most + SLACK })
    : await openDecoder(layout, page);
  return async (bytes) => {
    try {
      return await decode(bytes);
    } catch (cause) {
      throw damagedScene(name, `A block of it cannot be decoded: ${(cause as Error).message ?? cause}.`, { cause });
    }
  };
}

const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);
const inflateBytes = promisify(inflate);

/** Some writers fill up the last strip. */
const SLACK = 1 << 16;

async function openDecoder(layout: RasterLayout, page: TiffPage): Promise<Decompress> {
  const { compression, blockWidth, blockHeight, planar, bits, samples } = layout;
  const parameters = {
    ...{ tileWidth: blockWidth, tileHeight: blockHeight, planarConfiguration: planar ? 2 : 1 },
    ...{ bitsPerSample: Array(samples).fill(bits), predictor: 1 },
    ...(compression === JPEG && { JPEGTables: Uint8Array.from((await page.numbers(JPEG_TABLES)) ?? []) }),
    ...(compression === LERC && { LercParameters: [...((await page.numbers(LERC_PARAMETERS)) ?? [])] }),
  };
  // Only where a scene is read: most programs read none.
  const { getDecoder } = await import('geotiff');
  const decoder = await getDecoder(compression, parameters);
  return async (bytes) => new Uint8Array(await decoder.decode(new Uint8Array(bytes).buffer));
}

const JPEG_TABLES = 347;
const LERC_PARAMETERS = 50674;

function numbersOf({ buffer }: Uint8Array, { format, bits }: RasterLayout): BlockValues {
  const data = buffer as ArrayBuffer;
  if (format === 'float') {
    if (bits === 64) return new Float64Array(data);
    return bits === 32 ? new Float32Array(data) : fromFloat16(new Uint16Array(data));
  }
  if (format === 'int') {
    if (bits === 8) return new Int8Array(data);
    return bits === 16 ? new Int16Array(data) : new Int32Array(data);
  }
  if (bits === 8) return new Uint8Array(data);
  return bits === 16 ? new Uint16Array(data) : new Uint32Array(data);
}

/** Numbers of less than 8 bits, or 12; each row begins with a byte of its own. */
function unpackBits(bytes: Uint8Array, bits: number, perRow: number, rows: number): Uint16Array | Uint8Array {
  const values = bits === 12 ? new Uint16Array(perRow * rows) : new Uint8Array(perRow * rows);
  const rowBytes = Math.ceil((perRow * bits) / 8);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < perRow; at++) {
      const bit = at * bits;
      const byte = row * rowBytes + (bit >> 3);
      const two = ((bytes[byte] as number) << 8) | (bytes[byte + 1] ?? 0);
      values[row * perRow + at] = (two >> (16 - bits - (bit & 7))) & ((1 << bits) - 1);
    }
  }
  return values;
}

function swapBytes(bytes: Uint8Array, size: number): void {
  if (size === 1) return;
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Predictor 2: each number is the difference from the same sample of the pixel at its left. */
function addNeighbours(values: BlockValues, samples: number, perRow: number): void {
  for (let row = 0; row < values.length; row += perRow) {
    for (let at = row + samples; at < row + perRow; at++) {
      values[at] = (values[at] as number) + (values[at - samples] as number);
    }
  }
}

/** Predictor 3: differences of bytes; the high bytes of a row come first, then the next ones (Adobe's TIFF Technical Note 3). */
function joinFloatBytes(bytes: Uint8Array, size: number, samples: number, rowBytes: number): void {
  const count = rowBytes / size;
  for (let start = 0; start < bytes.length; start += rowBytes) {
    const row = bytes.subarray(start, start + rowBytes);
    for (let at = samples; at < rowBytes; at++) row[at] = (row[at] as number) + (row[at - samples] as number);
    const planes = row.slice();
    for (let at = 0; at < count; at++) {
      for (let byte = 0; byte < size; byte++) {
        row[at * size + byte] = planes[(size - 1 - byte) * count + at] as number;
      }
    }
  }
}
