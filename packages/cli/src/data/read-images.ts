import { extname, join } from 'node:path';
import { pathProblem, walkFolder } from '@rs-sam/foundation/files';
import type { NamedImage } from '@rs-sam/vision-features/node';
import { CommandError } from '../program/command-error';

/** What `readPixels` reads. */
const READ = ['.tif', '.tiff', '.png', '.jpg', '.jpeg', '.webp', '.gif', '.avif'];

/** Images that it does not read. They are taken all the same, so that the first one is refused by name and not passed over. */
const REFUSED = [
  '.bmp',
  '.jp2',
  '.j2k',
  '.jpx',
  '.jpf',
  '.jxl',
  '.heic',
  '.heif',
  '.psd',
  '.ppm',
  '.pgm',
  '.ntf',
  '.nitf',
  '.sid',
];

/**
 * The image files of a data set, each once, by their paths in its folder.
 *
 * @param all - Whether all images in the folder and below are taken instead of those that a caption file names.
 * @param onNote - Gets a line for each pipe, socket, device and link that is not followed.
 * @throws {DatasetError} where the data set cannot be read, or has no image files.
 */
export async function readImages(
  folder: string,
  all: boolean,
  onNote: (note: string) => void = () => undefined,
): Promise<NamedImage[]> {
  const files = all ? await imageFiles(folder, onNote) : await captionedFiles(folder);
  return files.map((name) => {
    const problem = pathProblem(name);
    // Names in a caption file are data: none of them is opened outside of the folder.
    if (problem !== null)
      throw new CommandError(`${folder} names the image ${JSON.stringify(name)}, which ${problem}.`);
    return { name, file: join(folder, name) };
  });
}

async function captionedFiles(folder: string): Promise<string[]> {
  const { DatasetError } = await import('@rs-sam/datasets');
  const { readDataset } = await import('@rs-sam/datasets/node');
  const { dataset, imageFiles } = await readDataset(folder);
  if (imageFiles === 0) {
    const remedy = 'Name the folder that contains the caption file and, in it or below, the images.';
    throw new DatasetError(`The folder ${folder} has captions and no images.`, remedy);
  }
  return [...new Set(dataset.images.map(({ file }) => file))];
}

async function imageFiles(folder: string, onNote: (note: string) => void): Promise<string[]> {
  const { files, skipped } = await walkFolder(folder);
  for (const { path, kind } of skipped.slice(0, NAMED)) onNote(`skipped: ${path}: it is ${kind}`);
  if (skipped.length > NAMED) onNote(`and ${skipped.length - NAMED} more`);
  return files.filter((name) => isImage(name)).sort();
}

const isImage = (name: string): boolean => [...READ, ...REFUSED].includes(extname(name).toLowerCase());

/** How many skipped files are named. */
const NAMED = 5;
