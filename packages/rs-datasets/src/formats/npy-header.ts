import { isNpy, NpyError, type NpyHeader, parseNpyHeader } from '@rs-sam/foundation/formats';
import { CaptionFileError } from '../errors/caption-file-error';
import type { SourceFile } from '../reading/source-file';

/** Whether a file begins like a NumPy file. */
export function isNpyFile({ content }: SourceFile): boolean {
  return content instanceof Uint8Array && isNpy(content);
}

/** @throws CaptionFileError where the header is malformed, or the file shorter or longer than the header says */
export function npyHeaderOf(file: SourceFile): NpyHeader {
  const bytes = file.content instanceof Uint8Array ? file.content : new Uint8Array();
  const header = parsed(file, bytes);
  const expected = header.dataStart + header.shape.reduce((product, size) => product * size, header.bytesPerNumber);
  const length = file.byteLength ?? bytes.length;
  if (length === expected) return header;
  throw npyError(file, length, `The file has ${length} bytes; its header promises ${expected}.`);
}

function parsed(file: SourceFile, bytes: Uint8Array): NpyHeader {
  try {
    return parseNpyHeader(bytes);
  } catch (error) {
    throw error instanceof NpyError ? npyError(file, error.byte, error.problem) : error;
  }
}

function npyError(file: SourceFile, byte: number, problem: string): CaptionFileError {
  return new CaptionFileError({ file: file.path, position: { byte } }, problem, 'Download or write the file again.');
}
