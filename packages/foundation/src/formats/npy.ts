import { RsSamError } from '../errors/rs-sam-error';

/** Bytes that do not start as a NumPy file does, or whose header contradicts itself. The caller adds the name of the file. */
export class NpyError extends RsSamError {
  override readonly name = 'NpyError';
  override readonly code = 'RS_SAM_NPY';

  constructor(
    /** Where it is, counted from 0. */
    readonly byte: number,
    readonly problem: string,
  ) {
    super(`Byte ${byte}: ${problem}`);
  }
}

/** What the header of a NumPy file says, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
export interface NpyHeader {
  /** NumPy's name of the type, as `<f4`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Bytes before the first number. */
  readonly dataStart: number;
  readonly bytesPerNumber: number;
}

/** The length of every header that {@link npyHeader} makes: enough for any shape, so that it can be rewritten for another number of rows. */
export const NPY_HEADER_BYTES = 128;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether the bytes start as a NumPy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** The header of a NumPy file in C order, version 1.0. */
export function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${extents}), }`;
  const header = new Uint8Array(NPY_HEADER_BYTES).fill(0x20);
  header.set([...MAGIC, 1, 0]);
  new DataView(header.buffer).setUint16(8, NPY_HEADER_BYTES - 10, true);
  header.set(new TextEncoder().encode(text), 10);
  header[NPY_HEADER_BYTES - 1] = 0x0a;
  return header;
}

/**
 * @param bytes the file, or its beginning.
 * @throws NpyError
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader {
  const wide = (bytes[6] ?? 1) > 1;
  const headerStart = wide ? 12 : 10;
  if (!isNpy(bytes) || bytes.length < headerStart) throw new NpyError(0, 'This is not the header of a NumPy file.');
  if ((bytes[6] ?? 0) > 3) throw new NpyError(6, `Version ${bytes[6]} of the format is unknown: 1, 2 and 3 are read.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataStart = headerStart + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataStart > bytes.length) throw new NpyError(8, `A header of ${dataStart} bytes does not fit into the file.`);
  const text = new TextDecoder(bytes[6] === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(headerStart, dataStart));
  const problem = (what: string) => new NpyError(headerStart, `The header names no plain type and shape: ${what}.`);
  const descr = /'descr'\s*:\s*u?(?:'([^']*)'|"([^"]*)"|\[)/.exec(text);
  const type = descr?.[1] ?? descr?.[2];
  if (type === undefined) throw problem(descr ? 'the type has fields (a structured array)' : "'descr' is missing");
  const size = /^[<>|=]?([a-zA-Z])(\d+)$/.exec(type);
  if (!size) throw problem(`the type is '${type}'`);
  const shape = parseShape(text);
  if (shape === null) throw problem("'shape' is no tuple of whole numbers");
  return {
    type,
    shape,
    fortranOrder: /'fortran_order'\s*:\s*(?:True|1)/.test(text),
    dataStart,
    // A character of NumPy's text type has four bytes.
    bytesPerNumber: Number(size[2]) * (size[1] === 'U' ? 4 : 1),
  };
}

/** `(2, 3)`, `(2,)`, `()` or, as Python 2 wrote long integers, `(2L, 3L)`; `null` for anything else. */
function parseShape(text: string): number[] | null {
  const inside = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (inside === undefined) return null;
  const extents = inside.split(',').map((extent) => extent.trim());
  if (extents.at(-1) === '') extents.pop();
  const numbers = extents.map((extent) => (/^\d+L?$/.test(extent) ? Number.parseInt(extent, 10) : Number.NaN));
  return numbers.every(Number.isSafeInteger) ? numbers : null;
}
