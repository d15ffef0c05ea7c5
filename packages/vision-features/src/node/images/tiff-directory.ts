/** The first directory of a TIFF: its fields by tag. */
export interface TiffDirectory {
  readonly bigEndian: boolean;
  /** 64-bit offsets. */
  readonly big: boolean;
  readonly fields: ReadonlyMap<number, TiffField>;
}

interface TiffField {
  readonly type: number;
  readonly count: number;
  /** Where the values are in the file. */
  readonly at: number;
}

/** Bytes of a value, by the type of a field. */
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** @returns null where the bytes are no TIFF, or its directory is outside of them: then the decoder says what is wrong. */
export function parseTiffDirectory(bytes: Uint8Array): TiffDirectory | null {
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if ((order !== 'II' && order !== 'MM') || bytes.length < 16) return null;
  const bigEndian = order === 'MM';
  const reader = tiffReader(bytes, bigEndian);
  const version = reader.integer(2, 2);
  if (version !== 42 && version !== 43) return null;
  const big = version === 43;
  const word = big ? 8 : 4;
  const [countBytes, entryBytes] = big ? [8, 20] : [2, 12];
  const start = reader.integer(big ? 8 : 4, word);
  const count = reader.integer(start, countBytes);
  if (Number.isNaN(count) || start + countBytes + count * entryBytes > bytes.length) return null;
  const fields = new Map<number, TiffField>();
  for (let index = 0; index < count; index++) {
    const at = start + countBytes + index * entryBytes;
    const [tag, type] = [reader.integer(at, 2), reader.integer(at + 2, 2)];
    const values = reader.integer(at + 4, word);
    const inline = values * (SIZES[type] ?? 0) <= word;
    const where = inline ? at + 4 + word : reader.integer(at + 4 + word, word);
    // Of a tag that is repeated, the first counts.
    if (!fields.has(tag)) fields.set(tag, { type, count: values, at: where });
  }
  return { bigEndian, big, fields };
}

/** The numbers of a field of type BYTE, SHORT, LONG or LONG8; null where there is none, or it is another type, or cut off. */
export function tiffNumbers(bytes: Uint8Array, directory: TiffDirectory, tag: number): readonly number[] | null {
  const field = directory.fields.get(tag);
  if (field === undefined || ![1, 3, 4, 16].includes(field.type)) return null;
  const size = SIZES[field.type] as number;
  if (field.at + size * field.count > bytes.length) return null;
  const { integer } = tiffReader(bytes, directory.bigEndian);
  return Array.from({ length: field.count }, (_, index) => integer(field.at + index * size, size));
}

/** A field of a new directory: SHORT or LONG numbers, or null to leave the field out. */
export type TiffChanges = ReadonlyMap<
  number,
  { readonly type: 'short' | 'long'; readonly values: readonly number[] } | null
>;

/**
 * The same file with another first directory, which is put at its end; the pixels stay where they are. It has no further pages.
 *
 * @param changes - By tag. All other fields stay.
 */
export function withDirectory(bytes: Uint8Array, directory: TiffDirectory, changes: TiffChanges): Uint8Array {
  const { big, bigEndian, fields } = directory;
  const word = big ? 8 : 4;
  const [countBytes, entryBytes] = big ? [8, 20] : [2, 12];
  const kept = [...fields].filter(([tag]) => !changes.has(tag));
  const changed = [...changes].flatMap(([tag, change]) => (change === null ? [] : [[tag, change] as const]));
  const tags = [...kept, ...changed].sort(([one], [other]) => one - other);

  const start = bytes.length + (bytes.length % 2);
  const end = start + countBytes + tags.length * entryBytes + word;
  const tail = changed.reduce((sum, [, { values }]) => sum + 8 * values.length + 8, 0);
  const file = new Uint8Array(end + tail);
  file.set(bytes);
  const put = tiffWriter(file, bigEndian);
  put(big ? 8 : 4, word, start);
  put(start, countBytes, tags.length);
  let free = end;
  for (const [index, [tag, field]] of tags.entries()) {
    const at = start + countBytes + index * entryBytes;
    put(at, 2, tag);
    if ('at' in field) {
      put(at + 2, 2, field.type);
      put(at + 4, word, field.count);
      const length = field.count * (SIZES[field.type] ?? 0);
      if (length <= word) file.set(bytes.subarray(field.at, field.at + length), at + 4 + word);
      else put(at + 4 + word, word, field.at);
      continue;
    }
    const size = field.type === 'short' ? 2 : word;
    put(at + 2, 2, field.type === 'short' ? 3 : big ? 16 : 4);
    put(at + 4, word, field.values.length);
    const inline = field.values.length * size <= word;
    const where = inline ? at + 4 + word : free;
    if (!inline) put(at + 4 + word, word, where);
    for (const [i, value] of field.values.entries()) put(where + i * size, size, value);
    if (!inline) free += field.values.length * size;
  }
  return file;
}

function tiffReader(bytes: Uint8Array, bigEndian: boolean) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    /** NaN beyond the end. */
    integer(at: number, size: number): number {
      if (!(at >= 0 && at + size <= bytes.length)) return Number.NaN;
      if (size === 1) return view.getUint8(at);
      if (size === 2) return view.getUint16(at, !bigEndian);
      if (size === 4) return view.getUint32(at, !bigEndian);
      return Number(view.getBigUint64(at, !bigEndian));
    },
  };
}

function tiffWriter(file: Uint8Array, bigEndian: boolean): (at: number, size: number, value: number) => void {
  const view = new DataView(file.buffer);
  return (at, size, value) => {
    if (size === 2) view.setUint16(at, value, !bigEndian);
    else if (size === 4) view.setUint32(at, value, !bigEndian);
    else view.setBigUint64(at, BigInt(value), !bigEndian);
  };
}
