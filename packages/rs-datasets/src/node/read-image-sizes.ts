import { join } from 'node:path';
import type { ImageSize } from '../reading/image-size';
import { importSharp } from './import-sharp';

/**
 * The size of each image, from the header of its file; `null` where it cannot be decoded. Keys are the paths as given.
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function readImageSizes(folder: string, paths: readonly string[]): Promise<Map<string, ImageSize | null>> {
  const sharp = await importSharp('Reading image sizes');
  const sizes = new Map<string, ImageSize | null>();
  for (const path of paths) {
    const size = await sharp(join(folder, path))
      .metadata()
      .catch(() => null);
    sizes.set(path, size ? { width: size.width, height: size.height } : null);
  }
  return sizes;
}
