import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { CHECKSUM_LIST, parseChecksumList, sha256 } from '@rs-sam/foundation/files';
import { parseNpyHeader } from '@rs-sam/foundation/formats';
import { checkOptions, flag } from '@rs-sam/foundation/options';
import { DatasetError } from '../errors/dataset-error';
import { READING_RULES } from '../parse-options';
import { isImageFile } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';
import { encodingByMark } from '../reading/text-encoding';
import { type ListedFile, listFiles } from './list-files';

/** How a folder is listed and its files are read. */
export interface ReadFolderOptions {
  /** Whether links that lead out of the folder are followed. Default: false. */
  readonly followLinks?: boolean;
  /** Encoding of the texts; needed here for UTF-16 without a byte order mark, which looks like a binary file. Default: `utf-8`. */
  readonly encoding?: string;
}

const RULES = { followLinks: flag, encoding: READING_RULES.encoding };

/** Enough of a binary file to see what it is. */
const BEGINNING = 1 << 20;

/** Rows of a `.npy` file that are compared to see whether each is repeated, and the most bytes that are read for it. */
const COMPARED_ROWS = 16;
const MOST_COMPARED = 1 << 26;

/** The longest text that is read. The caption file that is longer is named with its length. */
const LONGEST_TEXT = 2 ** 29 - 24;

/**
 * The files of a data set's folder and of the folders in it: images without content, text with its content, binary files (as
 * `.npy`) with their beginning. Hidden files are left out; what is no file is marked as skipped.
 * @throws DatasetError where a folder or file cannot be read
 */
export async function readFolder(folder: string, options: ReadFolderOptions = {}): Promise<SourceFile[]> {
  checkOptions('readFolder', RULES, options);
  try {
    const files: SourceFile[] = [];
    for (const file of await listFiles(folder, options.followLinks ?? false)) {
      const { path, skipped } = file;
      if (skipped !== undefined) files.push({ path, skipped });
      else files.push(isImageFile(path) ? { path } : await readSource(folder, file, options.encoding ?? 'utf-8'));
    }
    return withAltered(files);
  } catch (error) {
    const { path = folder } = error as NodeJS.ErrnoException;
    const inside = resolve(path) === resolve(folder) ? '' : ` cannot be read: ${path}`;
    const problem = `The folder ${folder}${inside} ${fileProblem(error)}.`;
    throw new DatasetError(problem, 'Name the folder that contains the caption file.', null, error);
  }
}

/**
 * The paths of all image files of a folder and of the folders in it, by the rules of `readFolder`.
 * @throws DatasetError where a folder cannot be read
 */
export async function listImages(
  folder: string,
  options: Pick<ReadFolderOptions, 'followLinks'> = {},
): Promise<string[]> {
  checkOptions('listImages', { followLinks: flag }, options);
  try {
    const files = await listFiles(folder, options.followLinks ?? false);
    return files.filter(({ path, skipped }) => skipped === undefined && isImageFile(path)).map(({ path }) => path);
  } catch (error) {
    throw new DatasetError(
      `The folder ${folder} ${fileProblem(error)}.`,
      'Name the folder of the images.',
      null,
      error,
    );
  }
}

async function readSource(folder: string, { path, size }: ListedFile, encoding: string): Promise<SourceFile> {
  // Without blocking: between listing and opening, a pipe may have taken the place of the file.
  const handle = await open(join(folder, path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const read = async (length: number) => {
      const bytes = new Uint8Array(Math.min(size, length));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    };
    const beginning = await read(BEGINNING);
    const wide = encodingByMark(beginning) !== undefined || new TextDecoder(encoding).encoding.startsWith('utf-16');
    const binary = beginning.subarray(0, 1024).includes(0) && (!wide || path.endsWith('.npy'));
    if (!binary && size <= LONGEST_TEXT) return { path, content: size > BEGINNING ? await read(size) : beginning };
    const compared = binary ? bytesToCompare(beginning) : 0;
    const content = compared > beginning.length ? await read(compared) : beginning;
    return { path, content, byteLength: size };
  } finally {
    await handle.close();
  }
}

/** Marks the files that differ from their hash in `checksums.json`, which is itself no part of the data set, unless it is damaged. */
function withAltered(files: readonly SourceFile[]): SourceFile[] {
  const text = files.find(({ path }) => path === CHECKSUM_LIST)?.content;
  const hashes = text === undefined ? null : parseChecksumList(Buffer.from(text as Uint8Array).toString('utf8'));
  if (hashes === null) return [...files];
  if (hashes === 'damaged')
    return files.map((file) => (file.path === CHECKSUM_LIST ? { ...file, altered: true } : file));
  return files
    .filter(({ path }) => path !== CHECKSUM_LIST)
    .map((file) => {
      const expected = hashes.get(file.path);
      if (expected === undefined || file.content === undefined) return file;
      // Of a binary file only the beginning was read. A text has become one by a NUL; the reader of arrays compares them itself.
      const whole = (file.byteLength ?? file.content.length) === file.content.length;
      const same = whole ? sha256(file.content) === expected : file.path.endsWith('.npy');
      return same ? file : { ...file, altered: true };
    });
}

/** Bytes of the first rows of a NumPy file; 0 for other files. */
function bytesToCompare(beginning: Uint8Array): number {
  try {
    const { dataStart, shape, bytesPerNumber } = parseNpyHeader(beginning);
    const row = shape.slice(1).reduce((product, extent) => product * extent, bytesPerNumber);
    return Math.min(dataStart + COMPARED_ROWS * row, MOST_COMPARED);
  } catch {
    return 0;
  }
}
