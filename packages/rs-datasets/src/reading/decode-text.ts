import { CaptionFileError } from '../errors/caption-file-error';
import type { SourceFile } from './source-file';

/** The text of a file without any error, for a first look; `null` without content, or with a NUL near its start (no text). */
export function glanceAtText({ content }: SourceFile): string | null {
  if (content === undefined) return null;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.slice(0, 1024).includes('\0') ? null : withoutMark(text);
}

/**
 * The text of a file.
 * @param encoding any label of `TextDecoder`
 * @throws CaptionFileError with the first line that is not valid in that encoding: a wrong guess would corrupt captions silently
 */
export function decodeText({ path, content = '' }: SourceFile, encoding: string): string {
  if (typeof content === 'string') return withoutMark(content);
  try {
    return withoutMark(new TextDecoder(encoding, { fatal: true }).decode(content));
  } catch (error) {
    const line = firstUndecodableLine(content, encoding);
    const problem = `This line is not valid ${encoding}.`;
    const remedy = "Save the file as UTF-8, or name its encoding: { encoding: 'windows-1252' }.";
    throw new CaptionFileError({ file: path, position: { line, column: 1 } }, problem, remedy, error);
  }
}

/** Whether `TextDecoder` knows an encoding of this label. */
export function isEncoding(label: unknown): boolean {
  try {
    return typeof label === 'string' && new TextDecoder(label) !== undefined;
  } catch {
    return false;
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
