import type { FileHandle } from 'node:fs/promises';
import { fromFloat16, NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { readFully } from './read-fully';
import type { RowHashes } from './row-hashes';

/** Number of concurrent reads: a whole mini-batch, because nothing new is requested while a training step blocks the event loop. */
const CONCURRENT = 64;

/**
 * The rows with these indices as floats, one after another, each compared with its hash. Only these rows are read, and of an image with
 * several views the other rows once.
 *
 * @param result receives the rows; its length is the number of all their floats.
 * @throws {FeatureStoreError} names the image whose features have changed on disk.
 */
export async function readFeatureRows(
  folder: string,
  file: FileHandle,
  manifest: FeatureManifest,
  rows: readonly number[],
  hashes: RowHashes,
  result: Float32Array,
): Promise<void> {
  const bytes = rowBytes(manifest);
  const width = manifest.regions * manifest.depth;
  let next = 0;

  const readOn = async () => {
    for (let at = next++; at < rows.length; at = next++) {
      // At the end of its place in the result, a row of halves is expanded from its first number on without another buffer.
      const end = result.byteOffset + 4 * (at + 1) * width;
      const into = new Uint8Array(result.buffer, end - bytes, bytes);
      const row = rows[at] as number;
      await readFully(folder, file, into, NPY_HEADER_BYTES + row * bytes);
      await hashes.check(row, into);
      if (manifest.dtype === 'float16') {
        fromFloat16(new Uint16Array(result.buffer, end - bytes, width), result, at * width);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, rows.length) }, readOn));
}
