import type { FileHandle } from 'node:fs/promises';
import { FeatureStoreError } from './feature-store-error';

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
