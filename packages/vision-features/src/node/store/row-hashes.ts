import type { FileHandle } from 'node:fs/promises';
import { sha256 } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';
import { readFully } from './read-fully';

/** Compares rows with the hashes of a manifest, each time that they are read. */
export interface RowHashes {
  /** @throws {FeatureStoreError} names the image where the bytes of a row are not those that were written. */
  check(row: number, bytes: Uint8Array): Promise<void>;
}

/**
 * The manifest has one hash for all rows of an image. Of an image with several views, all rows are read and compared when one of them is
 * requested for the first time; from then on, each row has a hash of its own in memory.
 */
export function rowHashes(folder: string, manifest: FeatureManifest, file: FileHandle): RowHashes {
  const { images, views } = manifest;
  const bytesOfRow = rowBytes(manifest);
  /** By image: the hashes of its rows. */
  const known = new Map<number, Promise<readonly string[]>>();

  const compare = (image: number, found: string, expected: string | undefined): void => {
    if (found === expected) return;
    const problem = `The features of ${images[image]?.name} in features.npy do not match their hash.`;
    throw new FeatureStoreError(folder, problem, 'Copy the store again, or delete it and extract again.');
  };
  const hashesOf = async (image: number): Promise<readonly string[]> => {
    const rows = new Uint8Array(views.length * bytesOfRow);
    await readFully(folder, file, rows, NPY_HEADER_BYTES + image * rows.length);
    compare(image, sha256(rows), images[image]?.features);
    return views.map((_, view) => sha256(rows.subarray(view * bytesOfRow, (view + 1) * bytesOfRow)));
  };

  return {
    async check(row, bytes) {
      const image = Math.floor(row / views.length);
      if (views.length === 1) return compare(image, sha256(bytes), images[image]?.features);
      let hashes = known.get(image);
      if (hashes === undefined) {
        hashes = hashesOf(image);
        known.set(image, hashes);
      }
      compare(image, sha256(bytes), (await hashes)[row % views.length]);
    },
  };
}
