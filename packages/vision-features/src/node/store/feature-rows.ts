import type { FileHandle } from 'node:fs/promises';
import { fromFloat16, NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { readFully } from './read-fully';
import type { RowHashes } from './row-hashes';

/** Number of concurrent reads: enough to keep a disk busy. */
const CONCURRENT = 8;

/**
 * The rows with these indices as floats, one after another, each compared with its hash. Only these rows are read, and of an image with
 * several views the other rows once.
 *
 * @throws {FeatureStoreError} names the image whose features have changed on disk.
 */
export async function readFeatureRows(
  folder: string,
  file: FileHandle,
  manifest: FeatureManifest,
  rows: readonly number[],
  hashes: RowHashes,
): Promise<Float32Array> {
  const bytes = rowBytes(manifest);
  const width = manifest.regions * manifest.depth;
  const result = new Float32Array(rows.length * width);
  let next = 0;

  const readOn = async () => {
    const half = manifest.dtype === 'float16' ? new Uint16Array(width) : null;
    for (let at = next++; at < rows.length; at = next++) {
      const into = half ? new Uint8Array(half.buffer) : new Uint8Array(result.buffer, 4 * at * width, bytes);
      const row = rows[at] as number;
      await readFully(folder, file, into, NPY_HEADER_BYTES + row * bytes);
      await hashes.check(row, into);
      if (half) fromFloat16(half, result, at * width);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, rows.length) }, readOn));
  return result;
}
