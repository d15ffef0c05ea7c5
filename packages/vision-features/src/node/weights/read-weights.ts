import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';
import { readH5 } from './read-h5';
import { readTfjsFolder } from './read-tfjs-folder';
import { unpackTarball } from './unpack-tarball';

/** What a weight file is, told by its name. */
export type WeightFileKind = 'tfjs' | 'tarball' | 'h5';

/**
 * Tells what kind of weight file a path leads to.
 *
 * @throws WeightFileError where nothing is there.
 */
export async function weightFileKind(path: string): Promise<WeightFileKind> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new WeightFileError(path, 'is not there.');
  });
  if (found.isDirectory() || path.endsWith('.json')) return 'tfjs';
  return /\.(tgz|tar\.gz)$/.test(path) ? 'tarball' : 'h5';
}

/**
 * Reads the weights of a backbone from a file of any kind: a Keras `.h5`, a tfjs model (its folder or its `model.json`), or an npm
 * package's tarball that holds such a folder.
 *
 * @throws WeightFileError where it cannot be read as that.
 */
export async function readWeights(path: string): Promise<WeightSet> {
  switch (await weightFileKind(path)) {
    case 'h5':
      return readH5(path);
    case 'tfjs':
      return readTfjsFolder(path.endsWith('.json') ? path : join(path, 'model.json'));
    case 'tarball': {
      const folder = await mkdtemp(join(tmpdir(), 'rs-sam-weights-'));
      try {
        const model = await unpackTarball(path, folder, undefined);
        return { ...(await readTfjsFolder(join(folder, model))), source: path };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
}
