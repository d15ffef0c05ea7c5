import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatasetError } from '../errors/dataset-error';
import { isImageFile } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';
import { reasonOf } from './reason-of';

/** Enough for a header and the first two rows of 36 × 2048 features, which show whether rows are repeated. */
const BEGINNING = 1 << 20;

/**
 * The files of a data set's folder and of the folders in it: images without content, text with its content, binary files (as
 * `.npy`) with their beginning. Hidden files are skipped; links are followed.
 * @throws DatasetError where a folder or file cannot be read
 */
export async function readFolder(folder: string): Promise<SourceFile[]> {
  try {
    const paths = await listFiles(folder, '', new Set());
    const files: SourceFile[] = [];
    for (const path of paths) files.push(isImageFile(path) ? { path } : await readSource(folder, path));
    return files;
  } catch (error) {
    const { path = folder } = error as NodeJS.ErrnoException;
    const inside = resolve(path) === resolve(folder) ? '' : ` cannot be read: ${path}`;
    const problem = `The folder ${folder}${inside} ${reasonOf(error)}.`;
    throw new DatasetError(problem, 'Name the folder that contains the caption file.', null, error);
  }
}

/** @param entered real paths of the folders above, so that links in a circle are not followed */
async function listFiles(root: string, folder: string, entered: ReadonlySet<string>): Promise<string[]> {
  const real = await realpath(join(root, folder));
  if (entered.has(real)) return [];
  const paths: string[] = [];
  for (const name of (await readdir(real)).sort()) {
    if (name.startsWith('.')) continue;
    const path = folder ? `${folder}/${name}` : name;
    if (isImageFile(name)) paths.push(path);
    else if ((await stat(join(root, path))).isDirectory())
      paths.push(...(await listFiles(root, path, new Set([...entered, real]))));
    else paths.push(path);
  }
  return paths;
}

async function readSource(folder: string, path: string): Promise<SourceFile> {
  const handle = await open(join(folder, path));
  try {
    const { size } = await handle.stat();
    const beginning = new Uint8Array(Math.min(size, BEGINNING));
    await handle.read(beginning, 0, beginning.length, 0);
    const binary = beginning.subarray(0, 1024).includes(0);
    if (binary) return { path, content: beginning, byteLength: size };
    return { path, content: size > BEGINNING ? await readFile(join(folder, path)) : beginning };
  } finally {
    await handle.close();
  }
}
