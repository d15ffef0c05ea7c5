import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { NamedImage } from '@rs-sam/vision-features/node';

const EXTENSIONS = ['.tif', '.tiff', '.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.avif', '.jp2'];

/**
 * The image files of a data set, each once, by their paths in its folder.
 *
 * @param all - True: all images in the folder and its subfolders; false: the images that the caption file names.
 * @throws {DatasetError} if the data set cannot be read, or has no image files.
 */
export async function readImages(folder: string, all: boolean): Promise<NamedImage[]> {
  const files = all ? await imageFiles(folder) : await captionedFiles(folder);
  return files.map((name) => ({ name, file: join(folder, name) }));
}

async function captionedFiles(folder: string): Promise<string[]> {
  const { DatasetError } = await import('@rs-sam/datasets');
  const { readDataset } = await import('@rs-sam/datasets/node');
  const { dataset, imageFiles } = await readDataset(folder);
  if (imageFiles === 0) {
    const remedy = 'Name the folder that contains the caption file and, in it or below, the images.';
    throw new DatasetError(`The folder ${folder} has captions but no images.`, remedy);
  }
  return [...new Set(dataset.images.map(({ file }) => file))];
}

async function imageFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.map((name) => name.replaceAll('\\', '/'));
  return names.filter((name) => EXTENSIONS.includes(extname(name).toLowerCase()) && !/(^|\/)\./.test(name)).sort();
}
