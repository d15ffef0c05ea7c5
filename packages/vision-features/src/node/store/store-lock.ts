import { acquireLock, LockHeldError } from '@rs-sam/foundation/files';
import { FeatureStoreError } from './feature-store-error';
import { storeFiles } from './store-files';

/**
 * Keeps two processes from writing the same store. The lock of a process that is gone, as after SIGKILL, is taken over.
 *
 * @returns a function that releases the lock.
 * @throws {FeatureStoreError} where another process, or another call in this one, holds it.
 */
export async function lockStore(folder: string): Promise<() => Promise<void>> {
  const path = storeFiles(folder).lock;
  try {
    return await acquireLock(path);
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    if (error.holder === 'nobody') {
      const remedy = 'Move it, or name another folder.';
      throw new FeatureStoreError(folder, 'lock.json is not a lock of rs-sam.', remedy, { cause: error });
    }
    const remedy = `Wait until it ends. If that process is gone, delete ${path}.`;
    throw new FeatureStoreError(folder, `This feature store is being written by ${error.holder}.`, remedy, {
      cause: error,
    });
  }
}
