import { join } from 'node:path';
import sharp from 'sharp';
import type { PictureSize } from '../checks/check';

/** The size of each picture, from its header; `null` where it cannot be read as a picture. Keys are the paths as given. */
export async function readPictureSizes(
  folder: string,
  paths: readonly string[],
): Promise<Map<string, PictureSize | null>> {
  const sizes = new Map<string, PictureSize | null>();
  for (const path of paths) {
    const size = await sharp(join(folder, path))
      .metadata()
      .catch(() => null);
    sizes.set(path, size ? { width: size.width, height: size.height } : null);
  }
  return sizes;
}
