import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { FeatureStoreError } from './feature-store-error';
import { storeFiles } from './store-files';

/** Those that this process holds: after a restart in a container its number may be that of the process which died. */
const held = new Set<string>();

/**
 * Keeps two processes from writing the same store. A lock whose process is gone, as after SIGKILL, is taken over.
 *
 * @returns What gives the lock back.
 * @throws {FeatureStoreError} where another process holds it.
 */
export async function lockStore(folder: string): Promise<() => Promise<void>> {
  const path = storeFiles(folder).lock;
  const key = resolve(path);
  if (held.has(key)) throw inUse(folder, 'this process');
  const mine = JSON.stringify({ process: process.pid, host: hostname() });
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(mine);
      await file.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await livingHolder(path);
      if (holder !== null || attempt > 3) throw inUse(folder, holder ?? 'another process');
      await rm(path, { force: true });
    }
  }
  held.add(key);
  return async () => {
    held.delete(key);
    await rm(path, { force: true });
  };
}

/** Who holds the lock, in words; null where nobody does any more. */
async function livingHolder(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  let lock: { process?: unknown; host?: unknown };
  try {
    lock = JSON.parse(text);
  } catch {
    return null; // It was being written when its process died.
  }
  if (lock.host !== hostname()) return `process ${lock.process} on ${lock.host}`;
  if (typeof lock.process !== 'number' || lock.process === process.pid) return null;
  try {
    process.kill(lock.process, 0);
    return `process ${lock.process}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? `process ${lock.process}` : null;
  }
}

function inUse(folder: string, holder: string): FeatureStoreError {
  const remedy = `Wait for it, or, if it is gone, delete ${storeFiles(folder).lock}.`;
  return new FeatureStoreError(folder, `This feature store is being written by ${holder}.`, remedy);
}
