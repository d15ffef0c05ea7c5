import { stat } from 'node:fs/promises';
import { fileHash } from '@rs-sam/foundation/files';

/** The hash of a file; null where it cannot be read. Pipes and devices are not opened: reading them may never end. */
export async function hashOrNull(file: string): Promise<string | null> {
  try {
    return (await stat(file)).isFile() ? await fileHash(file, 'sha256', 'hex') : null;
  } catch {
    return null;
  }
}
