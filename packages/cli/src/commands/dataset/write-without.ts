import type { ComparedFolder } from './compared-folder';
import type { ComparedPair } from './compared-pair';
import { leakingFiles } from './leaking-files';

/** A split without the images that leak. */
export interface SplitWithout {
  readonly file: string;
  /** The images that are in no part of it, by their files. */
  readonly excluded: readonly string[];
}

/**
 * Writes the split of the first data set without the images that leak, for `--split` of the commands that take one.
 *
 * @param same - Pairs of images that are the same.
 * @throws {SplitError} where the data set has no split.
 */
export async function writeWithout(
  folder: string,
  folders: readonly ComparedFolder[],
  same: readonly ComparedPair[],
  force: boolean,
): Promise<SplitWithout> {
  const { SplitError, splitOf } = await import('@rs-sam/datasets/splits');
  const { writeSplit } = await import('@rs-sam/datasets/node');
  const { name, dataset } = folders[0] as ComparedFolder;
  const leaking = leakingFiles(folders, same);
  const split = splitOf({ images: dataset.images.filter(({ file }) => !leaking.has(file)) });
  if (Object.keys(split.parts).length === 0) {
    throw new SplitError(
      `The data set ${name} has no split.`,
      'Make one, rs-sam dataset split, and name it with --split.',
    );
  }
  const excluded = dataset.images.filter(({ file, split }) => split !== null && leaking.has(file));
  return { file: await writeSplit(folder, split, { force }), excluded: excluded.map(({ file }) => file) };
}
