import { sha256 } from '@rs-sam/foundation/files';
import { ImageError } from '../images/image-error';
import type { NamedImage } from '../images/named-image';
import { readImageFile } from '../images/read-image-file';
import type { StoredImage } from '../store/feature-manifest';
import { FeatureStoreError } from '../store/feature-store-error';

/**
 * Compares the image files with those that the stored features were made from.
 *
 * @throws {FeatureStoreError} names a file that has changed or no longer exists.
 */
export async function refuseChangedImages(
  folder: string,
  stored: readonly StoredImage[],
  images: readonly NamedImage[],
): Promise<void> {
  const files = new Map(images.map(({ name, file }) => [name, file]));
  const remedy = 'Restore the file, or name another folder and extract all images again.';
  for (const { name, source } of stored) {
    const file = files.get(name);
    if (source === null || file === undefined) continue;
    const bytes = await readImageFile(file).catch((cause: Error) => {
      const problem = cause instanceof ImageError ? cause.problem : cause.message;
      throw new FeatureStoreError(folder, `It is stale: ${file}: ${problem}`, remedy, { cause });
    });
    if (sha256(bytes) !== source) {
      throw new FeatureStoreError(
        folder,
        `It is stale: ${file} is not the file that the features were made from.`,
        remedy,
      );
    }
  }
}
