import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '../dataset-error';
import { isImageFile } from '../file-name';
import type { SourceFile } from '../source-file';

/** Enough for a header and the first two rows of 36 × 2048 features, which tell whether rows are repeated. */
const BEGINNING = 1 << 20;

/**
 * The files of a data set's folder and of the folders in it: pictures by name, text with its content, a `.npy` file with its
 * beginning, other binary files by name. Hidden files are passed over; links are followed.
 * @throws DatasetError where a folder or file cannot be read
 */
export async function readFolder(folder: string): Promise<SourceFile[]> {
  try {
    const paths = await listFiles(folder, '', new Set());
    const files: SourceFile[] = [];
    for (const path of paths) files.push(isImageFile(path) ? { path } : await readSource(folder, path));
    return files;
  } catch (error) {
    const problem = `The folder ${folder} cannot be read: ${(error as Error).message}.`;
    throw new DatasetError(problem, 'Name the folder that holds the caption file.', null, error);
  }
}

/** @param entered real paths of the folders on the way, so that links in a circle come to an end */
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
