import { damagedScene } from './scene-error';

/** Reads some bytes of a file. */
export type ReadBytes = (start: number, length: number) => Promise<Uint8Array>;

/** Byte order and size of offsets of a file. */
export interface TiffHeader {
  readonly littleEndian: boolean;
  /** BigTIFF: offsets of 64 bits. */
  readonly big: boolean;
}

/** A directory of a TIFF: its fields, whose values are read when they are asked for. */
export interface TiffPage {
  /** The numbers of a field; null where the page has none of this tag, or text. */
  numbers(tag: number): Promise<Float64Array | null>;
  /** The text of a field, up to its first NUL; null where there is none. */
  text(tag: number): Promise<string | null>;
}

interface Field {
  readonly type: number;
  readonly count: number;
  /** Where its values are in the file. */
  readonly at: number;
}

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;

const ASCII = 2;

/** The types of numbers: bytes of one, and how it is read. */
const TYPES: ReadonlyMap<number, readonly [bytes: number, read: Reader]> = new Map<number, readonly [number, Reader]>([
  [1, [1, (view, at) => view.getUint8(at)]],
  [3, [2, (view, at, order) => view.getUint16(at, order)]],
  [4, [4, (view, at, order) => view.getUint32(at, order)]],
  [5, [8, (view, at, order) => view.getUint32(at, order) / view.getUint32(at + 4, order)]],
  [6, [1, (view, at) => view.getInt8(at)]],
  [7, [1, (view, at) => view.getUint8(at)]],
  [8, [2, (view, at, order) => view.getInt16(at, order)]],
  [9, [4, (view, at, order) => view.getInt32(at, order)]],
  [10, [8, (view, at, order) => view.getInt32(at, order) / view.getInt32(at + 4, order)]],
  [11, [4, (view, at, order) => view.getFloat32(at, order)]],
  [12, [8, (view, at, order) => view.getFloat64(at, order)]],
  [13, [4, (view, at, order) => view.getUint32(at, order)]],
  [16, [8, (view, at, order) => Number(view.getBigUint64(at, order))]],
  [17, [8, (view, at, order) => Number(view.getBigInt64(at, order))]],
  [18, [8, (view, at, order) => Number(view.getBigUint64(at, order))]],
]);

const bytesOf = (type: number): number => (type === ASCII ? 1 : (TYPES.get(type)?.[0] ?? 0));

/** Reads the directory at an offset, and where the next one is; 0 for none. */
export async function tiffPage(
  name: string,
  start: number,
  { littleEndian, big }: TiffHeader,
  read: ReadBytes,
): Promise<{ readonly page: TiffPage; readonly next: number }> {
  const [countBytes, entryBytes, word] = big ? [8, 20, 8] : [2, 12, 4];
  const viewOf = ({ buffer }: Uint8Array) => new DataView(buffer as ArrayBuffer);
  const offsetAt = (view: DataView, at: number): number =>
    big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const counted = viewOf(await read(start, countBytes));
  const count = big ? Number(counted.getBigUint64(0, littleEndian)) : counted.getUint16(0, littleEndian);
  if (count > MOST_FIELDS) throw damagedScene(name, `A directory of it has ${count} fields.`);
  const entries = viewOf(await read(start + countBytes, count * entryBytes + word));
  const fields = new Map<number, Field>();
  for (let entry = 0; entry < count; entry++) {
    const at = entry * entryBytes;
    const [tag, type] = [entries.getUint16(at, littleEndian), entries.getUint16(at + 2, littleEndian)];
    const values = offsetAt(entries, at + 4);
    const inline = values * bytesOf(type) <= word;
    const where = inline ? start + countBytes + at + 4 + word : offsetAt(entries, at + 4 + word);
    // Of a tag that is repeated, the first counts.
    if (!fields.has(tag)) fields.set(tag, { type, count: values, at: where });
  }

  const known = new Map<number, Promise<Float64Array | null>>();
  const readNumbers = async (tag: number): Promise<Float64Array | null> => {
    const field = fields.get(tag);
    const [size, number] = TYPES.get(field?.type ?? 0) ?? [];
    if (field === undefined || size === undefined || number === undefined) return null;
    const view = viewOf(await read(field.at, field.count * size));
    return Float64Array.from({ length: field.count }, (_, index) => number(view, index * size, littleEndian));
  };
  const page: TiffPage = {
    numbers(tag) {
      const found = known.get(tag) ?? readNumbers(tag);
      known.set(tag, found);
      return found;
    },
    async text(tag) {
      const field = fields.get(tag);
      if (field?.type !== ASCII) return null;
      return new TextDecoder().decode(await read(field.at, field.count)).split('\0', 1)[0] as string;
    },
  };
  return { page, next: offsetAt(entries, count * entryBytes) };
}

const MOST_FIELDS = 4096;
