import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SplitError } from '../dataset-error';
import { parseSplit } from '../splits/parse-split';
import type { DatasetSplit } from '../splits/split';
import { canonicalSplit, splitHash } from '../splits/split-hash';

/** Writes a split to `split-<first 12 digits of its hash>.json` in a folder, and returns the path. */
export async function saveSplit(folder: string, split: DatasetSplit): Promise<string> {
  const path = join(folder, await splitFileName(split));
  await mkdir(folder, { recursive: true });
  await writeFile(path, canonicalSplit(split));
  return path;
}

/**
 * Reads a split that `saveSplit` wrote.
 * @throws SplitError where the file cannot be read, or its content does not have the hash of its name
 * @throws CaptionFileError where it is not a split
 */
export async function loadSplit(path: string): Promise<DatasetSplit> {
  const place = { file: path, position: null };
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new SplitError(`The split cannot be read: ${error.message}.`, 'Name a file of saveSplit.', place, error);
  });
  const split = parseSplit(text, path);
  const name = await splitFileName(split);
  if (basename(path) !== name) {
    const remedy = 'It was edited or renamed. Make the split again, or rename the file if the change is meant.';
    throw new SplitError(`The content of this split belongs to the name ${name}.`, remedy, place);
  }
  return split;
}

const splitFileName = async (split: DatasetSplit) => `split-${(await splitHash(split)).slice(0, 12)}.json`;
