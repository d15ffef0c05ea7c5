import { statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { NamedImage } from '@rs-sam/vision-features/node';
import { UsageError } from '../../program/usage-error';

/** The deepest folder that has all paths in it; of one folder the folder itself. */
export function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => resolve(isFolder(path) ? path : dirname(path)).split(sep));
  const [first = [], ...others] = folders;
  const shared = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return first.slice(0, shared === -1 ? first.length : shared).join(sep) || sep;
}

/** The images of folders and files, each once, in the order of their names. */
export async function imagesOf(paths: readonly string[], root: string, followLinks: boolean): Promise<NamedImage[]> {
  const { listImages } = await import('@rs-sam/datasets/node');
  const found = new Map<string, NamedImage>();
  for (const path of paths) {
    const files = isFolder(path)
      ? (await listImages(path, { followLinks })).map((name) => join(path, name))
      : [join(dirname(path), basename(path))];
    for (const file of files) {
      const name = relative(resolve(root), resolve(file)).split(sep).join('/');
      if (name === '..' || name.startsWith('../')) {
        throw new UsageError(`${file} is not in the folder of --root, ${root}.`);
      }
      found.set(name, { name, file });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`${path} does not exist: name a folder of images or an image.`);
  return found.isDirectory();
}
