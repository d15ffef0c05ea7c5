import { isNpy } from '@rs-sam/foundation/formats';
import { CaptionFileError } from '../errors/caption-file-error';
import type { SourceFile } from './source-file';
import { decodeUtf32, encodingByMark } from './text-encoding';

/** The longest text that JavaScript holds in one string, in characters; no encoding that is read has fewer bytes. */
const MOST_BYTES = 2 ** 29 - 24;

const glances = new WeakMap<SourceFile, string | null>();

/**
 * The text of a file without any error, for a first look; `null` without content, or with a NUL near its start (no text).
 * A byte order mark decides the encoding, also in {@link decodeText}.
 */
export function glanceAtText(file: SourceFile): string | null {
  const known = glances.get(file);
  if (known !== undefined) return known;
  const text = glance(file);
  glances.set(file, text);
  return text;
}

function glance({ content }: SourceFile): string | null {
  if (content === undefined || content.length > MOST_BYTES) return null;
  const text = typeof content === 'string' ? content : decoded(content, 'utf-8', false);
  return text.slice(0, 1024).includes('\0') ? null : withoutMark(text);
}

/**
 * The text of a file.
 * @param encoding any label of `TextDecoder`; a byte order mark in the file comes first
 * @throws CaptionFileError with the first line that is not valid in that encoding: a wrong guess would corrupt captions silently
 */
export function decodeText({ path, content = '', byteLength }: SourceFile, encoding: string): string {
  const length = byteLength ?? content.length;
  if (length > Math.max(MOST_BYTES, content.length) || content.length > MOST_BYTES) {
    const problem = `The file has ${length} bytes; at most ${MOST_BYTES} are read.`;
    throw new CaptionFileError({ file: path, position: { byte: MOST_BYTES } }, problem, 'Divide the file.');
  }
  if (typeof content === 'string') return withoutMark(content);
  try {
    return withoutMark(decoded(content, encoding, true));
  } catch (error) {
    const used = encodingByMark(content)?.name ?? encoding;
    const line = firstUndecodableLine(content, used);
    const problem = `This line is not valid ${used}.`;
    const remedy = "Save the file as UTF-8, or name its encoding: { encoding: 'windows-1252' }.";
    throw new CaptionFileError({ file: path, position: { line, column: 1 } }, problem, remedy, error);
  }
}

/**
 * Where UTF-16 is asked for: the files as text that have no byte order mark, so that formats recognise them. To every other look they
 * are binary.
 */
export function decodedWide(files: readonly SourceFile[], encoding: string): readonly SourceFile[] {
  if (!new TextDecoder(encoding).encoding.startsWith('utf-16')) return files;
  return files.map((file) => {
    const { content } = file;
    if (!(content instanceof Uint8Array) || isNpy(content) || encodingByMark(content) !== undefined) return file;
    try {
      return { ...file, content: decodeText(file, encoding) };
    } catch {
      return file;
    }
  });
}

/** Whether `TextDecoder` knows an encoding of this label. */
export function isEncoding(label: unknown): boolean {
  try {
    return typeof label === 'string' && new TextDecoder(label) !== undefined;
  } catch {
    return false;
  }
}

function decoded(bytes: Uint8Array, encoding: string, fatal: boolean): string {
  const used = encodingByMark(bytes)?.name ?? encoding;
  if (used === 'utf-32le' || used === 'utf-32be') return decodeUtf32(bytes, used === 'utf-32le', fatal);
  return new TextDecoder(used, { fatal }).decode(bytes);
}

function firstUndecodableLine(bytes: Uint8Array, encoding: string): number {
  if (/^utf-?(16|32)/i.test(encoding)) return 1;
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
