import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { FileWriteError, writeFileAtomically } from '@rs-sam/foundation/files';
import { checkOptions, flag } from '@rs-sam/foundation/options';
import { formatSplit } from '../splits/format-split';
import { parseSplit } from '../splits/parse-split';
import type { DatasetSplit } from '../splits/split';
import { SplitError } from '../splits/split-error';
import { splitHash } from '../splits/split-hash';
import { isFreeOrSame } from './existing-files';
import { ExistingFilesError } from './existing-files-error';

/** How a split is written. */
export interface WriteSplitOptions {
  /** Whether a file of that name with another content may be replaced. Default: false. */
  readonly force?: boolean;
}

/**
 * Writes a split to `split-<first 12 digits of its hash>.json` in a folder, and returns the path.
 * @throws ExistingFilesError where the file exists, has another content, and `force` is not set
 * @throws FileWriteError where the file cannot be written; no part of it is left
 */
export async function writeSplit(
  folder: string,
  split: DatasetSplit,
  options: WriteSplitOptions = {},
): Promise<string> {
  checkOptions('writeSplit', { force: flag }, options);
  const path = join(folder, await splitFileName(split));
  if (!options.force && !(await isFreeOrSame(path, async () => formatSplit(split))))
    throw new ExistingFilesError([path]);
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw new FileWriteError(path, error);
  });
  await writeFileAtomically(path, formatSplit(split));
  return path;
}

/**
 * Reads a split that `writeSplit` wrote.
 * @throws SplitError where the file cannot be read, or its content does not match the hash in its name
 * @throws CaptionFileError where the file is not a split
 */
export async function readSplit(path: string): Promise<DatasetSplit> {
  const place = { file: path, position: null };
  const content = await readFile(path).catch((error: Error) => {
    throw new SplitError(
      `The split ${fileProblem(error)}.`,
      'Name a file that writeSplit (rs-sam dataset split) wrote.',
      place,
      error,
    );
  });
  const split = parseSplit(content, path);
  const name = await splitFileName(split);
  if (basename(path) !== name) {
    const remedy =
      'The file was edited or renamed. Make the split again, or rename the file if the change is intended.';
    throw new SplitError(`The content of this split belongs to the name ${name}.`, remedy, place);
  }
  return split;
}

const splitFileName = async (split: DatasetSplit) => `split-${(await splitHash(split)).slice(0, 12)}.json`;
