import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { readFully } from './feature-rows';
import { FeatureStoreError } from './feature-store-error';

/**
 * Goes through a store's images, one at a time, and hands on each image's rows, if they are those that the manifest hashed.
 *
 * @param visit - Is given the same memory every time.
 * @throws {FeatureStoreError} that names the image whose rows are not.
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
    if (createHash('sha256').update(rows).digest('hex') !== features) {
      const remedy = 'Copy the store again, or delete it and extract again.';
      throw new FeatureStoreError(folder, `The features of ${name} are not those that were written.`, remedy);
    }
    await visit(rows, image);
  }
}
