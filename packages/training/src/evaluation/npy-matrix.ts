const HEADER_BYTES = 128;
const MAGIC = '\x93NUMPY\x01\x00';

/** The header of a NumPy file of a little-endian float32 matrix in C order, version 1.0. */
export function npyMatrixHeader(rows: number, columns: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES, ' ', 'latin1');
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt16LE(HEADER_BYTES - 10, 8);
  header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`, 10, 'latin1');
  header.write('\n', HEADER_BYTES - 1, 'latin1');
  return header;
}

/** Rows, columns and the place of the first number; undefined where the file is not what {@link npyMatrixHeader} begins. */
export function parseNpyMatrixHeader(
  bytes: Buffer,
): { readonly rows: number; readonly columns: number; readonly dataStart: number } | undefined {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 8) !== MAGIC) return undefined;
  const dataStart = 10 + bytes.readUInt16LE(8);
  const text = bytes.toString('latin1', 10, dataStart);
  const shape = /'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\)/.exec(text);
  return shape ? { rows: Number(shape[1]), columns: Number(shape[2]), dataStart } : undefined;
}
