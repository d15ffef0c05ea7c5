import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file of a folder, or an entry that is no file. */
export interface ListedFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Bytes; 0 where it is skipped. */
  readonly size: number;
  /** Why it is not read. Default: it is. */
  readonly skipped?: string;
}

/**
 * The files of a folder and of the folders in it, sorted: the type of an entry counts, not its name. Hidden files are left out. Each
 * folder is entered once, whatever links lead to it. Pipes, sockets, devices, broken links and, unless `followLinks` is set, links
 * out of the folder are listed as skipped and never opened.
 */
export async function listFiles(root: string, followLinks: boolean): Promise<ListedFile[]> {
  const realRoot = await realpath(root);
  const entered = new Set([realRoot]);
  const listed: ListedFile[] = [];
  // Links wait until the folders are done, so that a file is listed under its own path, and by a link only where it has no other.
  const links: string[] = [];
  await listFolder('');
  for (let at = 0; at < links.length; at++) await listLink(links[at] ?? '');
  return listed.sort((a, b) => (a.path < b.path ? -1 : 1));

  async function listFolder(folder: string): Promise<void> {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isDirectory()) await enter(path);
      else await listEntry(path, entry);
    }
  }

  async function enter(path: string): Promise<void> {
    const real = await realpath(join(root, path));
    if (entered.has(real)) return;
    entered.add(real);
    await listFolder(path);
  }

  async function listEntry(path: string, kind: Pick<Dirent, 'isFile' | 'isFIFO' | 'isSocket'>): Promise<void> {
    if (kind.isFile()) listed.push({ path, size: (await stat(join(root, path))).size });
    else
      listed.push({
        path,
        size: 0,
        skipped: kind.isFIFO() ? 'a named pipe' : kind.isSocket() ? 'a socket' : 'a device',
      });
  }

  async function listLink(path: string): Promise<void> {
    const real = await realpath(join(root, path)).catch(() => null);
    if (real === null) return void listed.push({ path, size: 0, skipped: 'a broken link' });
    const inside = real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : `${realRoot}${sep}`);
    if (!inside && !followLinks) return void listed.push({ path, size: 0, skipped: 'a link out of the folder' });
    const kind = await stat(real);
    if (kind.isDirectory()) await enter(path);
    else await listEntry(path, kind);
  }
}
