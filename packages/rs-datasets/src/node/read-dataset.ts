import { type Inspection, inspectDataset } from '../inspect';
import { type LoadedDataset, type LoadOptions, loadDataset } from '../load-dataset';
import { imagePaths, type SourceFile } from '../source-file';
import { readFolder } from './read-folder';
import { readPictureSizes } from './read-picture-sizes';

/** How a folder is read. */
export interface ReadOptions extends Omit<LoadOptions, 'pictureSizes'> {
  /**
   * Whether the size of every picture is read, which also tells those that cannot be decoded.
   * Default: true for inspecting, false for reading.
   */
  readonly readSizes?: boolean;
}

/**
 * Reads the caption data set of a folder.
 * @throws what `loadDataset` throws, and DatasetError where the folder cannot be read
 */
export async function readDataset(folder: string, options: ReadOptions = {}): Promise<LoadedDataset> {
  const files = await readFolder(folder);
  return loadDataset(files, await withSizes(folder, files, options, false));
}

/**
 * Reports on the caption data set of a folder; no irregularity stops it.
 * @throws what `inspectDataset` throws, and DatasetError where the folder cannot be read
 */
export async function inspectFolder(folder: string, options: ReadOptions = {}): Promise<Inspection> {
  const files = await readFolder(folder);
  return inspectDataset(files, await withSizes(folder, files, options, true));
}

async function withSizes(
  folder: string,
  files: readonly SourceFile[],
  { readSizes, ...options }: ReadOptions,
  byDefault: boolean,
): Promise<LoadOptions> {
  if (!(readSizes ?? byDefault)) return options;
  return { ...options, pictureSizes: await readPictureSizes(folder, imagePaths(files)) };
}
