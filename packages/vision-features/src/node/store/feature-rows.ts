import type { FileHandle } from 'node:fs/promises';
import { fromFloat16, NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, rowBytes } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';

/** Number of concurrent reads: enough to keep a disk busy. */
const CONCURRENT = 8;

/** The rows with these indices as floats, one after another. Only these rows are read. */
export async function readFeatureRows(
  folder: string,
  file: FileHandle,
  manifest: FeatureManifest,
  rows: readonly number[],
): Promise<Float32Array> {
  const bytes = rowBytes(manifest);
  const width = manifest.regions * manifest.depth;
  const result = new Float32Array(rows.length * width);
  let next = 0;

  const readOn = async () => {
    const half = manifest.dtype === 'float16' ? new Uint16Array(width) : null;
    for (let at = next++; at < rows.length; at = next++) {
      const into = half ? new Uint8Array(half.buffer) : new Uint8Array(result.buffer, 4 * at * width, bytes);
      await readFully(folder, file, into, NPY_HEADER_BYTES + (rows[at] as number) * bytes);
      if (half) fromFloat16(half, result, at * width);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, rows.length) }, readOn));
  return result;
}

/** Fills `into` from a position on; a single read may return less. The end of the file is an error. */
export async function readFully(folder: string, file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) {
      const problem = `features.npy ends at byte ${position + done}, inside a row.`;
      throw new FeatureStoreError(folder, problem, 'The file changed while it was open. Open the store again.');
    }
    done += bytesRead;
  }
}
