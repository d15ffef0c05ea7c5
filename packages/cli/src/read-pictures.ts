import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { NamedImage } from '@rs-sam/vision-features/node';

const PICTURES = ['.tif', '.tiff', '.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.avif', '.jp2'];

/**
 * The pictures of a data set, each once, by their paths in its folder.
 *
 * @param anyPicture - Whether all pictures in the folder and below are taken instead of those that a caption file names.
 * @throws {DatasetError} where the data set cannot be read, or none of its pictures is there.
 */
export async function readPictures(folder: string, anyPicture: boolean): Promise<NamedImage[]> {
  const files = anyPicture ? await pictureFiles(folder) : await captionedFiles(folder);
  return files.map((name) => ({ name, file: join(folder, name) }));
}

async function captionedFiles(folder: string): Promise<string[]> {
  const { DatasetError } = await import('@rs-sam/datasets');
  const { readDataset } = await import('@rs-sam/datasets/node');
  const { dataset, imageFiles } = await readDataset(folder);
  if (imageFiles === 0) {
    const remedy = 'Name the folder that holds the caption file and, in it or below, the pictures.';
    throw new DatasetError(`There are captions in ${folder} and no pictures.`, remedy);
  }
  return [...new Set(dataset.images.map(({ file }) => file))];
}

async function pictureFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.map((name) => name.replaceAll('\\', '/'));
  return names.filter((name) => PICTURES.includes(extname(name).toLowerCase()) && !/(^|\/)\./.test(name)).sort();
}
