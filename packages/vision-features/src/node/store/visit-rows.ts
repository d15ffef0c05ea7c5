import type { FileHandle } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';
import { readFully } from './read-fully';

/**
 * Visits the rows of a store's images, one image at a time, after checking them against the hash in the manifest.
 *
 * @param visit - Gets the same memory every time.
 * @throws {FeatureStoreError} names an image whose rows do not match their hash.
 */
export async function visitRows(
  folder: string,
  manifest: FeatureManifest,
  file: FileHandle,
  visit: (rows: Uint8Array, image: number) => Promise<void>,
): Promise<void> {
  const rows = new Uint8Array(manifest.views.length * rowBytes(manifest));
  for (const [image, { name, features }] of manifest.images.entries()) {
    await readFully(folder, file, rows, NPY_HEADER_BYTES + image * rows.length);
    if (sha256(rows) !== features) {
      const remedy = 'Copy the store again, or delete it and extract again.';
      throw new FeatureStoreError(folder, `The features of ${name} in features.npy do not match their hash.`, remedy);
    }
    await visit(rows, image);
  }
}
