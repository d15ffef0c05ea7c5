import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import { loadPacote } from './load-pacote';

/**
 * Unpacks a package's tarball without running its scripts.
 *
 * @param integrity - The expected hash, where it is known.
 * @returns The path of the model's `model.json`, relative to the folder.
 * @throws WeightFileError where it has no tfjs model, or more than one.
 * @throws MissingPackageError where pacote is not installed.
 */
export async function unpackTarball(tarball: string, folder: string, integrity: string | undefined): Promise<string> {
  const pacote = await loadPacote();
  await pacote.extract(`file:${resolve(tarball)}`, folder, {
    ignoreScripts: true,
    ...(integrity === undefined ? {} : { integrity }),
  });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const models = entries
    .filter((entry) => entry.isFile() && entry.name === 'model.json')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const [model, ...others] = models;
  if (model === undefined) throw new WeightFileError(tarball, 'has no model.json of a tfjs model.');
  if (others.length > 0) {
    throw new WeightFileError(tarball, `has several models (${models.join(', ')}): unpack it and import one folder.`);
  }
  return model;
}
