import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireLock } from './folder-lock';

/**
 * Makes a folder and runs `work` while no other process does so with the same folder.
 *
 * @throws LockHeldError names the process that uses the folder.
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const release = await acquireLock(join(folder, 'lock.json'));
  try {
    return await work();
  } finally {
    await release();
  }
}
