import { CaptionFileError } from '../dataset-error';
import type { SourceFile } from '../source-file';

/** What the header of a NumPy file tells, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
export interface NpyHeader {
  /** NumPy's name of the type, such as `<f4`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Bytes before the first number. */
  readonly dataStart: number;
  readonly bytesPerNumber: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether a file begins as a NumPy file does. */
export function isNpy({ content }: SourceFile): boolean {
  return content instanceof Uint8Array && MAGIC.every((byte, index) => content[index] === byte);
}

/** @throws CaptionFileError where the header is malformed, or the file shorter or longer than the header says */
export function readNpyHeader(file: SourceFile): NpyHeader {
  const bytes = file.content instanceof Uint8Array ? file.content : new Uint8Array();
  const wide = (bytes[6] ?? 1) > 1;
  const headerStart = wide ? 12 : 10;
  if (!isNpy(file) || bytes.length < headerStart) throw npyError(file, 0, 'This is not the header of a NumPy file.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataStart = headerStart + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataStart > bytes.length) throw npyError(file, 8, `A header of ${dataStart} bytes does not fit into the file.`);
  const header = new TextDecoder('latin1').decode(bytes.subarray(headerStart, dataStart));
  const type = /'descr':\s*'([<>|=]?[a-zA-Z](\d+))'/.exec(header);
  const shape = /'shape':\s*\(([\d,\s]+)\)/.exec(header)?.[1];
  if (!type?.[1] || shape === undefined) throw npyError(file, headerStart, 'The header names no plain type and shape.');
  const numbers = shape
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const bytesPerNumber = Number(type[2]);
  const expected = dataStart + numbers.reduce((product, size) => product * size, bytesPerNumber);
  const length = file.byteLength ?? bytes.length;
  if (length !== expected)
    throw npyError(file, length, `The file has ${length} bytes; its header promises ${expected}.`);
  const fortranOrder = /'fortran_order':\s*True/.test(header);
  return { type: type[1], shape: numbers, fortranOrder, dataStart, bytesPerNumber };
}

function npyError(file: SourceFile, byte: number, problem: string): CaptionFileError {
  return new CaptionFileError({ file: file.path, position: { byte } }, problem, 'Fetch or write the file again.');
}
