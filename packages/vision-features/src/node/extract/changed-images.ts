import { readFile } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import type { StoredImage } from '../store/feature-manifest';
import { FeatureStoreError } from '../store/feature-store-error';
import type { NamedImage } from './extract-step';

/**
 * Holds the picture files against those that stored features were made from.
 *
 * @throws {FeatureStoreError} that names a file which is another now, or gone.
 */
export async function refuseChangedImages(
  folder: string,
  stored: readonly StoredImage[],
  images: readonly NamedImage[],
): Promise<void> {
  const files = new Map(images.map(({ name, file }) => [name, file]));
  const remedy = 'Bring the file back, or name another folder and extract all again.';
  for (const { name, source } of stored) {
    const file = files.get(name);
    if (source === null || file === undefined) continue;
    const bytes = await readFile(file).catch((cause: Error) => {
      throw new FeatureStoreError(folder, `${file} cannot be read any more: ${cause.message}.`, remedy, { cause });
    });
    if (sha256(bytes) !== source) {
      throw new FeatureStoreError(folder, `It is stale: ${file} is another file than the features came from.`, remedy);
    }
  }
}
