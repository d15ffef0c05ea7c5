import { join } from 'node:path';
import { type EmbeddedPicture, embedPicture } from './embed-picture';

/** Pictures of a page by the files that the data set calls them. */
export type Pictures = ReadonlyMap<string, EmbeddedPicture>;

/**
 * Opens each picture once.
 *
 * @param folder of the data set, which the files are relative to.
 * @throws PictureError names the first that cannot be shown.
 */
export async function openPictures(folder: string, files: Iterable<string>): Promise<Pictures> {
  const pictures = new Map<string, EmbeddedPicture>();
  for (const file of new Set(files)) pictures.set(file, await embedPicture(join(folder, file)));
  return pictures;
}

/** @throws RangeError for a picture that was not opened, which is a mistake of the page's maker. */
export function pictureOf(pictures: Pictures, file: string): EmbeddedPicture {
  const picture = pictures.get(file);
  if (picture === undefined) throw new RangeError(`The picture ${file} was not opened for this page.`);
  return picture;
}
