import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { FolderReadError } from './folder-read-error';

export interface WalkOptions {
  /**
   * Whether links that lead out of the folder are followed. Default `skip`: a folder of data may come from an archive of somebody
   * else, and a link in it must not make any file of this machine part of the data.
   */
  readonly outsideLinks?: 'skip' | 'follow';
}

export interface WalkedFolder {
  /** The plain files, as paths in the folder with `/`, ordered folder by folder. Hidden files and folders are left out. */
  readonly files: readonly string[];
  /** What was not taken, and what it is. */
  readonly skipped: readonly SkippedEntry[];
  /** Links to folders whose files are listed under another path: the path of the link → that path (`''` is the folder itself). */
  readonly linked: ReadonlyMap<string, string>;
}

export interface SkippedEntry {
  readonly path: string;
  /** As in the sentence "`images/pipe` is skipped: it is a named pipe." */
  readonly kind: SkippedKind;
}

type SkippedKind =
  | 'a named pipe'
  | 'a socket'
  | 'a device'
  | 'a link that leads nowhere'
  | 'a link that leads out of the folder';

/**
 * Lists the plain files of a folder and of the folders in it. What an entry is gets decided by the file system, never by its name.
 *
 * Each folder is entered once: by its own path where it has one that is not hidden, else by the first link that leads to it. A link to
 * a file is a file under the name of the link. Pipes, sockets and devices are never opened.
 *
 * @throws FolderReadError names the folder that cannot be read.
 */
export async function walkFolder(folder: string, { outsideLinks = 'skip' }: WalkOptions = {}): Promise<WalkedFolder> {
  const files: string[] = [];
  const skipped: SkippedEntry[] = [];
  const linked = new Map<string, string>();
  /** Real path → path in the folder. */
  const entered = new Map<string, string>();
  const links: string[] = [];

  const enter = async (path: string, real: string): Promise<void> => {
    entered.set(real, path);
    for (const entry of await entriesOf(join(folder, path))) {
      if (entry.name.startsWith('.')) continue;
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isSymbolicLink()) links.push(at);
      else if (entry.isDirectory()) await enterOnce(at, join(real, entry.name));
      else take(at, entry);
    }
  };
  const enterOnce = async (path: string, real: string): Promise<void> => {
    const known = entered.get(real);
    if (known === undefined) await enter(path, real);
    else linked.set(path, known);
  };
  const take = (path: string, entry: Dirent | Stats): void => {
    if (entry.isFile()) files.push(path);
    else skipped.push({ path, kind: kindOf(entry) });
  };

  const root = await realpath(folder).catch((error) => {
    throw new FolderReadError(folder, error);
  });
  await enter('', root);
  // Links last, so that a folder is listed by its own path where it has one. Folders behind links may hold further links.
  for (let next = links.shift(); next !== undefined; next = links.shift()) {
    const target = await targetOf(join(folder, next));
    if (target === null) skipped.push({ path: next, kind: 'a link that leads nowhere' });
    else if (outsideLinks === 'skip' && !isInside(root, target.real))
      skipped.push({ path: next, kind: 'a link that leads out of the folder' });
    else if (target.stats.isDirectory()) await enterOnce(next, target.real);
    else take(next, target.stats);
  }
  files.sort(byFolder);
  skipped.sort((one, other) => byFolder(one.path, other.path));
  return { files, skipped, linked };
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((one, other) => compare(one.name, other.name));
  } catch (error) {
    throw new FolderReadError(folder, error);
  }
}

/** null for a link to nothing, or to itself. */
async function targetOf(link: string): Promise<{ readonly real: string; readonly stats: Stats } | null> {
  try {
    return { real: await realpath(link), stats: await stat(link) };
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw new FolderReadError(link, error);
  }
}

/** Whether a real path is a folder or something in it. */
function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(way);
}

function kindOf(entry: Dirent | Stats): SkippedKind {
  if (entry.isFIFO()) return 'a named pipe';
  return entry.isSocket() ? 'a socket' : 'a device';
}

/** The order of a walk that sorts the names in each folder: `a/z` before `a-b/c`. */
function byFolder(one: string, other: string): number {
  const [left, right] = [one.split('/'), other.split('/')];
  const at = left.findIndex((name, index) => name !== right[index]);
  return compare(left[at] ?? '', right[at] ?? '');
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
