import { CaptionFileError } from './dataset-error';
import { isImageFile } from './file-name';

/** A file of a data set's folder, handed in by whoever can read it: Node's file system, a browser's file picker, a test. */
export interface SourceFile {
  /** Relative to the data set's folder, with forward slashes. */
  readonly path: string;
  /** Absent for pictures, which are only named here. May be just the beginning of a `.npy` file. */
  readonly content?: string | Uint8Array;
  /** Length of the whole file, where `content` is only its beginning. Default: the length of `content`. */
  readonly byteLength?: number;
}

/** The pictures of a folder, by path, sorted. */
export function imagePaths(files: readonly SourceFile[]): string[] {
  return files
    .map((file) => file.path)
    .filter(isImageFile)
    .sort();
}

/** A first look at a file as text, never an error; `null` for what is not text: no content, or a NUL near its start. */
export function glanceAtText({ content }: SourceFile): string | null {
  if (content === undefined) return null;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.slice(0, 1024).includes('\0') ? null : withoutMark(text);
}

/**
 * The text of a file.
 * @param encoding any label that `TextDecoder` knows
 * @throws CaptionFileError at the first line that is not in that encoding: a wrong guess would corrupt captions silently
 */
export function readText({ path, content = '' }: SourceFile, encoding: string): string {
  if (typeof content === 'string') return withoutMark(content);
  try {
    return withoutMark(decoder(path, encoding).decode(content));
  } catch (error) {
    if (error instanceof CaptionFileError) throw error;
    const line = firstUndecodableLine(content, encoding);
    const problem = `This line is not valid ${encoding}.`;
    const remedy = "Save the file as UTF-8, or name its encoding: { encoding: 'windows-1252' }.";
    throw new CaptionFileError({ file: path, position: { line, column: 1 } }, problem, remedy, error);
  }
}

function decoder(file: string, encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    const remedy = "Use a label of the WHATWG Encoding Standard, such as 'utf-8' or 'windows-1252'.";
    throw new CaptionFileError({ file, position: null }, `There is no encoding '${encoding}'.`, remedy, error);
  }
}

function firstUndecodableLine(bytes: Uint8Array, encoding: string): number {
  for (let start = 0, line = 1; ; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (newline < 0) return line;
    start = end;
  }
}

const withoutMark = (text: string) => text.replace(/^\uFEFF/, '');
