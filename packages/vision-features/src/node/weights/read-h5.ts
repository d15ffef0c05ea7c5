import { open } from 'node:fs/promises';
import { importOptional } from '@rs-sam/foundation/errors';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { kerasReader } from './keras-h5';

export interface ReadH5Options {
  /** The name in messages. Default: the path. */
  readonly source?: string | undefined;
  /** The model's configuration, where it is beside the file. Default: the one in the file. */
  readonly configuration?: unknown;
}

/**
 * Reads the weights of a Keras HDF5 file.
 *
 * @throws WeightFileError where it is not an HDF5 file, is damaged, or has no weights of Keras.
 * @throws MissingPackageError where h5wasm is not installed.
 */
export async function readH5(path: string, { source = path, configuration }: ReadH5Options = {}): Promise<WeightSet> {
  await checkSignature(path, source);
  const h5 = await importOptional('h5wasm', 'Reading a Keras .h5 file', () => import('h5wasm/node'));
  const library = await h5.ready;
  // By default the library prints a page about each failure and continues.
  library.activate_throwing_error_handler();
  try {
    const file = new h5.File(path, 'r');
    try {
      return kerasReader(h5)(file, source, configuration);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof WeightFileError) throw error;
    throw new WeightFileError(source, 'is a damaged HDF5 file. Download it again.', { cause: error });
  } finally {
    library.deactivate_throwing_error_handler();
  }
}

async function checkSignature(path: string, source: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (!buffer.equals(SIGNATURE)) throw new WeightFileError(source, 'is not an HDF5 file.');
  } finally {
    await file.close();
  }
}

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');
