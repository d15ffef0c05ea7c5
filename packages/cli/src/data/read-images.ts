import { join } from 'node:path';
import { pathProblem } from '@rs-sam/foundation/files';
import type { NamedImage } from '@rs-sam/vision-features/node';
import type { ReadingFlags } from '../options/reading-flags';
import type { Reporter } from '../output/reporter';
import { CommandError } from '../program/command-error';
import { readCaptions } from './read-captions';

/**
 * The image files of a data set, each once, by their paths in its folder.
 *
 * @param all - True: all images in the folder and its subfolders; false: the images that the caption file names.
 * @throws {DatasetError} if the data set cannot be read, or has no image files.
 */
export async function readImages(
  folder: string,
  all: boolean,
  flags: ReadingFlags,
  report: Reporter,
): Promise<NamedImage[]> {
  if (all) return namedImages(folder, await imageFiles(folder, flags));
  return (await readCaptionedImages(folder, flags, report)).images;
}

/**
 * A data set and the image files that its caption file names, each once.
 *
 * @throws {DatasetError} if the data set cannot be read, or has no image files.
 */
export async function readCaptionedImages(folder: string, flags: ReadingFlags, report: Reporter) {
  const { DatasetError } = await import('@rs-sam/datasets');
  const { dataset, imageFiles } = await readCaptions(folder, flags, report);
  if (imageFiles === 0) {
    const remedy = 'Name the folder that contains the caption file and, in it or below, the images.';
    throw new DatasetError(`The folder ${folder} has captions but no images.`, remedy);
  }
  return { dataset, images: namedImages(folder, [...new Set(dataset.images.map(({ file }) => file))]) };
}

function namedImages(folder: string, files: readonly string[]): NamedImage[] {
  return files.map((name) => {
    const problem = pathProblem(name);
    // Names in a caption file are data: none of them is opened outside of the folder.
    if (problem !== null)
      throw new CommandError(`${folder} names the image ${JSON.stringify(name)}, which ${problem}.`);
    return { name, file: join(folder, name) };
  });
}

/** By the rules of the data set's own walk: the type of an entry counts, not its name, and each folder is entered once. */
async function imageFiles(folder: string, { followLinks = false }: ReadingFlags): Promise<string[]> {
  const { listImages } = await import('@rs-sam/datasets/node');
  return listImages(folder, { followLinks });
}
