import { type FileHandle, open } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';

/** The value of a field: numbers of a TIFF type, or text. */
export type FieldValue =
  | { readonly type: 'byte' | 'short' | 'long' | 'long8' | 'double'; readonly values: readonly number[] }
  | { readonly type: 'ascii'; readonly text: string };

/** How numbers are stored. */
type SampleType = 'uint1' | 'uint4' | 'uint8' | 'uint16' | 'int16' | 'uint32' | 'float32' | 'float64';

/** A page of a TIFF. */
export interface PageToWrite {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly type?: SampleType;
  /** The number at a pixel; null for a file without pixels, whose blocks are all of this one length at place 0. */
  readonly value: (x: number, y: number, sample: number) => number;
  /** Sides of tiles; left out: strips of `rowsPerStrip`. */
  readonly tile?: readonly [width: number, height: number];
  readonly rowsPerStrip?: number;
  readonly planar?: boolean;
  readonly deflate?: boolean;
  readonly zstd?: boolean;
  readonly predictor?: 2 | 3;
  /** Blocks are holes of the file: zeros that need no disk. */
  readonly hollow?: boolean;
  /** Blocks that are not written. */
  readonly isMissing?: (block: number) => boolean;
  readonly fields?: ReadonlyMap<number, FieldValue>;
}

const SIZES = { byte: 1, ascii: 1, short: 2, long: 4, double: 8, long8: 8 } as const;
const CODES = { byte: 1, ascii: 2, short: 3, long: 4, double: 12, long8: 16 } as const;
const BITS = { uint1: 1, uint4: 4, uint8: 8, uint16: 16, int16: 16, uint32: 32, float32: 32, float64: 64 } as const;

/** Fields by tag, for tests. */
export const numbers = (type: 'byte' | 'short' | 'long' | 'double', ...values: number[]): FieldValue => ({
  type,
  values,
});
export const text = (value: string): FieldValue => ({ type: 'ascii', text: value });

/** Writes a small TIFF. */
export async function writeTiff(
  file: string,
  pages: readonly PageToWrite[],
  { bigEndian = false, big = false }: { readonly bigEndian?: boolean; readonly big?: boolean } = {},
): Promise<void> {
  const handle = await open(file, 'w');
  try {
    const writer = tiffWriter(handle, bigEndian, big);
    for (const page of pages) await writer.page(page);
    await writer.finish();
  } finally {
    await handle.close();
  }
}

function tiffWriter(handle: FileHandle, bigEndian: boolean, big: boolean) {
  const [word, countBytes] = big ? [8, 8] : [4, 2];
  const wordType = big ? 'long8' : 'long';
  let end = big ? 16 : 8;
  /** Where the offset of the next directory belongs. */
  let link = big ? 8 : 4;
  const put = (view: DataView, at: number, size: number, value: number) => {
    if (size === 1) view.setUint8(at, value);
    if (size === 2) view.setUint16(at, value, !bigEndian);
    if (size === 4) view.setUint32(at, value, !bigEndian);
    if (size === 8) view.setBigUint64(at, BigInt(value), !bigEndian);
  };
  const append = async (bytes: Uint8Array): Promise<number> => {
    const at = end + (end % 2);
    await handle.write(bytes, 0, bytes.length, at);
    end = at + bytes.length;
    return at;
  };
  const linkTo = async (offset: number) => {
    const bytes = new Uint8Array(word);
    put(new DataView(bytes.buffer), 0, word, offset);
    await handle.write(bytes, 0, word, link);
  };
  const encode = (field: FieldValue): { readonly bytes: Uint8Array; readonly count: number } => {
    if (field.type === 'ascii') {
      const bytes = new TextEncoder().encode(`${field.text}\0`);
      return { bytes, count: bytes.length };
    }
    const size = SIZES[field.type];
    const bytes = new Uint8Array(size * field.values.length);
    const view = new DataView(bytes.buffer);
    for (const [at, value] of field.values.entries()) {
      if (field.type === 'double') view.setFloat64(at * 8, value, !bigEndian);
      else put(view, at * size, size, value);
    }
    return { bytes, count: field.values.length };
  };

  return {
    async page(page: PageToWrite): Promise<void> {
      const {
        width,
        height,
        samples,
        type = 'uint8',
        tile,
        planar = false,
        deflate = false,
        zstd = false,
        predictor,
      } = page;
      const [blockWidth, blockHeight] = tile ?? [width, Math.min(height, page.rowsPerStrip ?? height)];
      const [across, down] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
      const offsets: number[] = [];
      const lengths: number[] = [];
      for (let plane = 0; plane < (planar ? samples : 1); plane++) {
        for (let block = 0; block < across * down; block++) {
          if (page.isMissing?.(block)) {
            offsets.push(0);
            lengths.push(0);
            continue;
          }
          const top = Math.floor(block / across) * blockHeight;
          const rows = tile ? blockHeight : Math.min(blockHeight, height - top);
          if (page.hollow) {
            const length = Math.ceil((blockWidth * (planar ? 1 : samples) * BITS[type]) / 8) * rows;
            offsets.push(end + (end % 2));
            lengths.push(length);
            end += (end % 2) + length;
            continue;
          }
          const bytes = blockBytes(page, (block % across) * blockWidth, top, [blockWidth, rows], plane, bigEndian);
          const stored = deflate ? deflateSync(bytes) : zstd ? zstdFrame(bytes) : bytes;
          offsets.push(await append(stored));
          lengths.push(stored.length);
        }
      }
      const bits = BITS[type];
      const format = type.startsWith('float') ? 3 : type.startsWith('int') ? 2 : 1;
      const fields = new Map<number, FieldValue>([
        [256, numbers('long', width)],
        [257, numbers('long', height)],
        [258, numbers('short', ...Array(samples).fill(bits))],
        [259, numbers('short', deflate ? 8 : zstd ? 50000 : 1)],
        [262, numbers('short', samples === 3 ? 2 : 1)],
        [277, numbers('short', samples)],
        [284, numbers('short', planar ? 2 : 1)],
        [339, numbers('short', ...Array(samples).fill(format))],
        ...(predictor ? [[317, numbers('short', predictor)] as const] : []),
        ...(tile
          ? ([
              [322, numbers('short', blockWidth)],
              [323, numbers('short', blockHeight)],
              [324, { type: wordType, values: offsets }],
              [325, { type: wordType, values: lengths }],
            ] as const)
          : ([
              [273, { type: wordType, values: offsets }],
              [278, numbers('long', blockHeight)],
              [279, { type: wordType, values: lengths }],
            ] as const)),
        ...(page.fields ?? []),
      ]);
      const sorted = [...fields].sort(([a], [b]) => a - b);
      const entryBytes = 4 + 2 * word;
      const directory = new Uint8Array(countBytes + sorted.length * entryBytes + word);
      const view = new DataView(directory.buffer);
      put(view, 0, countBytes, sorted.length);
      for (const [index, [tag, field]] of sorted.entries()) {
        const at = countBytes + index * entryBytes;
        const { bytes, count } = encode(field);
        put(view, at, 2, tag);
        put(view, at + 2, 2, CODES[field.type]);
        put(view, at + 4, word, count);
        if (bytes.length <= word) directory.set(bytes, at + 4 + word);
        else put(view, at + 4 + word, word, await append(bytes));
      }
      const start = await append(directory);
      await linkTo(start);
      link = start + directory.length - word;
    },
    async finish(): Promise<void> {
      const header = new Uint8Array(big ? 8 : 4);
      header.set(new TextEncoder().encode(bigEndian ? 'MM' : 'II'));
      const view = new DataView(header.buffer);
      put(view, 2, 2, big ? 43 : 42);
      if (big) put(view, 4, 2, 8);
      await handle.write(header, 0, header.length, 0);
    },
  };
}

/** The bytes of a tile or strip; beyond the page they are zeros. */
function blockBytes(
  { width, height, samples, type = 'uint8', value, planar = false, predictor }: PageToWrite,
  left: number,
  top: number,
  [columns, rows]: readonly [number, number],
  plane: number,
  bigEndian: boolean,
): Uint8Array {
  const bits = BITS[type];
  const together = planar ? 1 : samples;
  const perRow = columns * together;
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const bytes = new Uint8Array(rowBytes * rows);
  const view = new DataView(bytes.buffer);
  const at = (row: number, index: number): number => {
    const [x, y] = [left + Math.floor(index / together), top + row];
    return x < width && y < height ? value(x, y, planar ? plane : index % together) : 0;
  };
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    for (let index = 0; index < perRow; index++) {
      const number = predictor === 2 && index >= together ? at(row, index) - at(row, index - together) : at(row, index);
      if (bits < 8) {
        const bit = index * bits;
        const byte = start + (bit >> 3);
        bytes[byte] = (bytes[byte] as number) | (number << (8 - bits - (bit & 7)));
      } else if (type === 'uint8') view.setUint8(start + index, number);
      else if (type === 'uint16') view.setUint16(start + 2 * index, number, !bigEndian);
      else if (type === 'int16') view.setInt16(start + 2 * index, number, !bigEndian);
      else if (type === 'uint32') view.setUint32(start + 4 * index, number, !bigEndian);
      else if (type === 'float64') view.setFloat64(start + 8 * index, number, !bigEndian);
      // The predictor of floats always has the high byte first.
      else view.setFloat32(start + 4 * index, number, predictor === 3 ? false : !bigEndian);
    }
    if (predictor === 3) splitFloatBytes(bytes.subarray(start, start + rowBytes), bits / 8, together);
  }
  return bytes;
}

/** The high bytes of a row, then the next ones, as differences. */
function splitFloatBytes(row: Uint8Array, size: number, samples: number): void {
  const count = row.length / size;
  const whole = row.slice();
  for (let byte = 0; byte < size; byte++) {
    for (let at = 0; at < count; at++) row[byte * count + at] = whole[at * size + byte] as number;
  }
  for (let at = row.length - 1; at >= samples; at--) row[at] = (row[at] as number) - (row[at - samples] as number);
}

/** A ZSTD frame with one block that is stored as it is (RFC 8878). */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(12 + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  view.setUint8(4, 0xa0);
  view.setUint32(5, bytes.length, true);
  const block = 1 | (bytes.length << 3);
  frame.set([block & 255, (block >> 8) & 255, block >> 16], 9);
  frame.set(bytes, 12);
  return frame;
}
