import { join } from 'node:path';
import type { ImageContent, ImageSize } from '../reading/image-size';
import { importSharp } from './import-sharp';

/**
 * The size of each image, from the header of its file; `null` where it cannot be decoded. Keys are the paths as given.
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function readImageSizes(folder: string, paths: readonly string[]): Promise<Map<string, ImageSize | null>> {
  return (await examineImages(folder, paths)).imageSizes;
}

/** As {@link readImageSizes}, with the content of images that may lose values or lack a decoder: TIFF, and more than 8 bits. */
export async function examineImages(
  folder: string,
  paths: readonly string[],
  examine?: (file: string) => Promise<ImageContent>,
) {
  const sharp = await importSharp('Reading image sizes');
  const imageSizes = new Map<string, ImageSize | null>();
  const imageContents = new Map<string, ImageContent>();
  for (const path of paths) {
    const file = join(folder, path);
    const header = await sharp(file)
      .metadata()
      .catch(() => null);
    imageSizes.set(path, header ? { width: header.width, height: header.height } : null);
    if (examine && header && (header.format === 'tiff' || header.depth !== 'uchar'))
      imageContents.set(path, await examine(file));
  }
  return { imageSizes, imageContents };
}
