/** The numbers of a feature file: NumPy's `float32` or `float16`. */
export type FeatureType = 'float32' | 'float16';

/** What the header of a NumPy file of ours tells. */
export interface NpyHeader {
  readonly dtype: FeatureType;
  readonly shape: readonly number[];
  /** Bytes before the first number. */
  readonly dataStart: number;
}

export const bytesOf = (dtype: FeatureType): number => (dtype === 'float32' ? 4 : 2);

/** Long enough for any shape, so that a header can be written again with another number of rows. */
export const NPY_HEADER_BYTES = 128;

const MAGIC = '\x93NUMPY\x01\x00';
const TYPES: Readonly<Record<string, FeatureType>> = { '<f4': 'float32', '<f2': 'float16' };

/** The header of a NumPy file, version 1.0, always {@link NPY_HEADER_BYTES} long. */
export function npyHeader(dtype: FeatureType, shape: readonly number[]): Uint8Array {
  const type = dtype === 'float32' ? '<f4' : '<f2';
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const length = NPY_HEADER_BYTES - 10;
  const header = Buffer.alloc(NPY_HEADER_BYTES, ' ', 'latin1');
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', NPY_HEADER_BYTES - 1, 'latin1');
  return header;
}

/**
 * @param bytes - The beginning of the file.
 * @returns null where that is no NumPy file of little-endian float32 or float16 in C order.
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 12 || buffer.toString('latin1', 0, 6) !== MAGIC.slice(0, 6)) return null;
  const wide = (buffer[6] ?? 1) > 1;
  const start = wide ? 12 : 10;
  const dataStart = start + (wide ? buffer.readUInt32LE(8) : buffer.readUInt16LE(8));
  const text = buffer.toString('latin1', start, dataStart);
  const dtype = TYPES[/'descr':\s*'([^']*)'/.exec(text)?.[1] ?? ''];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (dtype === undefined || shape === undefined || /'fortran_order':\s*True/.test(text)) return null;
  const numbers = shape.split(',').filter((part) => part.trim() !== '');
  return { dtype, shape: numbers.map(Number), dataStart };
}
