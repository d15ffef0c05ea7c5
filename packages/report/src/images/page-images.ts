import { join } from 'node:path';
import { type EmbeddedImage, embedImage } from './embed-image';
import { PageImageError } from './page-image-error';

/** The images of a page by their file names in the data set. */
export type PageImages = ReadonlyMap<string, EmbeddedImage>;

/**
 * Reads each image once.
 *
 * @param folder of the data set, which the file names are relative to.
 * @throws PageImageError names the first image that cannot be shown.
 */
export async function readPageImages(folder: string, files: Iterable<string>): Promise<PageImages> {
  const images = new Map<string, EmbeddedImage>();
  for (const file of new Set(files)) images.set(file, await embedImage(join(folder, file)));
  return images;
}

/** @throws PageImageError for an image that `readPageImages` was not given. */
export function imageOf(images: PageImages, file: string): EmbeddedImage {
  const image = images.get(file);
  if (image === undefined) throw new PageImageError(file, 'it was not read for this page');
  return image;
}
