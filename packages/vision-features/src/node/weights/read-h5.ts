import { open } from 'node:fs/promises';
import { importOptional } from '@rs-sam/foundation/errors';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { kerasReader } from './keras-h5';

/**
 * Reads the weights of a Keras HDF5 file.
 *
 * @throws WeightFileError where it is not an HDF5 file, is damaged, or has no weights of Keras.
 * @throws MissingPackageError where h5wasm is not installed.
 */
export async function readH5(path: string): Promise<WeightSet> {
  await checkSignature(path);
  const h5 = await importOptional('h5wasm', 'Reading a Keras .h5 file', () => import('h5wasm/node'));
  const library = await h5.ready;
  // By default the library prints a page about each failure and continues.
  library.activate_throwing_error_handler();
  try {
    const file = new h5.File(path, 'r');
    try {
      return kerasReader(h5)(file, path);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof WeightFileError) throw error;
    throw new WeightFileError(path, 'is a damaged HDF5 file. Download it again.', { cause: error });
  } finally {
    library.deactivate_throwing_error_handler();
  }
}

async function checkSignature(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (!buffer.equals(SIGNATURE)) throw new WeightFileError(path, 'is not an HDF5 file.');
  } finally {
    await file.close();
  }
}

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
