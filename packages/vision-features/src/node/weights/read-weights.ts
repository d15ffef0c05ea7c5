import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { readTfjsFolder } from './read-tfjs-folder';
import { unpackTarball } from './unpack-tarball';

/** The kind of a weight file, by its name. */
export type WeightFileKind = 'tfjs' | 'tarball' | 'h5';

/**
 * Finds the kind of a weight file.
 *
 * @throws WeightFileError where the path does not exist.
 */
export async function weightFileKind(path: string): Promise<WeightFileKind> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new WeightFileError(path, 'does not exist.');
  });
  if (found.isDirectory() || path.endsWith('.json')) return 'tfjs';
  return /\.(tgz|tar\.gz)$/.test(path) ? 'tarball' : 'h5';
}

/**
 * Reads the weights of a backbone from a file of any kind: a Keras `.h5`, a tfjs model (its folder or its `model.json`), or an npm
 * package's tarball with such a folder.
 *
 * @throws WeightFileError where it cannot be read.
 * @throws MissingPackageError where the package is not installed that reads such a file: h5wasm for `.h5`, tar for a tarball.
 */
export async function readWeights(path: string): Promise<WeightSet> {
  switch (await weightFileKind(path)) {
    case 'h5':
      // The reader of HDF5 takes long to load, and only such files need it.
      return (await import('./read-h5')).readH5(path);
    case 'tfjs':
      return readTfjsFolder(path.endsWith('.json') ? path : join(path, 'model.json'));
    case 'tarball': {
      const folder = await mkdtemp(join(tmpdir(), 'rs-sam-weights-'));
      try {
        const model = await unpackTarball(path, folder);
        return { ...(await readTfjsFolder(join(folder, model))), source: path };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
}
