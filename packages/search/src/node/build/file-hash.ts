import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** The hash of a file; null where it cannot be read. Pipes and devices are not opened: reading them may never end. */
export async function fileHash(file: string): Promise<string | null> {
  try {
    if (!(await stat(file)).isFile()) return null;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
