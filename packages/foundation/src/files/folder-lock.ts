import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { RsSamError } from '../errors/rs-sam-error';
import { FileWriteError } from './file-write-error';
import { sealJson, unsealJson } from './sealed-json';

/** Stands for the holder of a file that is no lock. */
const NO_LOCK = 'nobody';

/** Stands for the holder of a lock that does not have the checksum that it gives. */
const DAMAGED = 'an unknown process';

/** Another process, or another call in this one, holds the lock. */
export class LockHeldError extends RsSamError {
  override readonly name = 'LockHeldError';
  override readonly code = 'RS_SAM_LOCK_HELD';

  constructor(
    readonly path: string,
    /** As `process 4711 on node-3`. */
    readonly holder: string,
  ) {
    super(
      holder === NO_LOCK
        ? `${path} is not a lock of rs-sam. Move it, or choose another folder.`
        : holder === DAMAGED
          ? `${path} is damaged: it does not have the checksum that it gives. If no process uses the folder, delete the file.`
          : `${path} is held by ${holder}. Wait until that process ends. If it is gone, delete the file.`,
    );
  }
}

/**
 * The locks that this process holds or is taking. A process number alone does not tell them from the lock of a process that died:
 * after the restart of a container the same number comes again. It is global, because every package bundles its own copy of this file.
 */
const HELD = Symbol.for('rs-sam.held-locks');
const shared = globalThis as { [HELD]?: Set<string> };
shared[HELD] ??= new Set();
const held: Set<string> = shared[HELD];

/** The lock of a lock is needed only where a process died while it took over a stale one; more levels mean a fault of another kind. */
const LEVELS = 8;

/**
 * Takes a lock: a JSON file that names the process and the host. At most one process holds it at a time.
 *
 * The file appears with its whole content or not at all (`link` of a file under a unique name). The lock of a process that is gone,
 * as after SIGKILL, is replaced by `rename`, and only by a process that holds the lock of that replacement (`<path>.takeover`) and has
 * read the stale content again under it. Two processes that find the same stale lock can therefore not both replace it. Processes on
 * other hosts count as alive.
 *
 * @param path the file of the lock; its folder has to exist.
 * @returns a function that releases the lock.
 * @throws LockHeldError
 * @throws FileWriteError where the folder does not exist or is not writable.
 */
export async function acquireLock(path: string): Promise<() => Promise<void>> {
  const key = resolve(path);
  if (held.has(key)) throw new LockHeldError(path, 'this process');
  held.add(key);
  const unique = `${path}.${randomUUID()}`;
  const mine = sealJson(
    JSON.stringify({ process: process.pid, host: hostname(), lock: unique.slice(path.length + 1) }),
  );
  try {
    await writeFile(unique, mine).catch((cause) => {
      throw new FileWriteError(path, cause);
    });
    try {
      await take(path, unique, 0);
    } finally {
      await rm(unique, { force: true });
    }
    await removeRemains(path);
  } catch (error) {
    held.delete(key);
    throw error;
  }
  return async () => {
    // The file may have been deleted by hand, and another process may hold the lock now.
    if ((await contentOf(path)) === mine) await rm(path, { force: true });
    held.delete(key);
  };
}

async function take(path: string, unique: string, level: number): Promise<void> {
  if (await linkIfAbsent(unique, path)) return;
  const holder = await holderOf(path);
  if (holder !== STALE || level === LEVELS) throw new LockHeldError(path, nameOf(holder));
  const takeover = `${path}.takeover`;
  await take(takeover, unique, level + 1);
  try {
    // Nobody else replaces a stale lock now, and a dead process does not release one: what is stale here stays so until the rename.
    const now = await holderOf(path);
    if (now !== STALE) {
      if (now === null && (await linkIfAbsent(unique, path))) return;
      throw new LockHeldError(path, nameOf(now));
    }
    const replacement = `${unique}.${level}`;
    await copyFile(unique, replacement);
    await rename(replacement, path);
  } finally {
    await rm(takeover, { force: true });
  }
}

/** @returns whether `path` did not exist and is now a second name of the file. */
async function linkIfAbsent(file: string, path: string): Promise<boolean> {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw error;
  }
  // A file system without hard links, such as exFAT. The file is empty for a moment; `holderOf` allows for that.
  try {
    await copyFile(file, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** How the file begins: a lock that was cut short begins so too. */
const BEGINNING = '{"process":';

/** Its process is gone, or the file was damaged. */
const STALE = Symbol('stale');

/** The process that holds a lock, in words; null where there is no lock. */
async function holderOf(path: string): Promise<string | null | typeof STALE> {
  const text = await contentOf(path);
  if (text === null) return null;
  if (text === '' && (await ageOf(path)) < JUST_CREATED) return 'another process';
  const { json, seal } = unsealJson(text);
  // With another process number it would pass for the lock of a process that is gone.
  if (seal === 'broken') return DAMAGED;
  let lock: { readonly process?: unknown; readonly host?: unknown } | null;
  try {
    lock = JSON.parse(json);
  } catch {
    if (text !== '' && !BEGINNING.startsWith(text.slice(0, BEGINNING.length))) return NO_LOCK;
    // With a checksum it is not cut short: a bit of it was flipped, and its process may be alive.
    return text.includes('checksum') ? DAMAGED : STALE;
  }
  // A file of this name that no lock wrote: it is not replaced.
  if (typeof lock !== 'object' || lock === null || !('process' in lock && 'host' in lock)) return NO_LOCK;
  if (lock.host !== hostname()) return `process ${lock.process} on ${lock.host}`;
  // This process asks only for locks that it does not hold.
  if (typeof lock.process !== 'number' || lock.process === process.pid) return STALE;
  return isAlive(lock.process) ? `process ${lock.process}` : STALE;
}

const nameOf = (holder: string | null | typeof STALE): string =>
  typeof holder === 'string' ? holder : 'another process';

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes the files under unique names that a process left which was killed while it took the lock. */
async function removeRemains(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !UNIQUE.test(name)) continue;
    const remains = join(dirname(path), name);
    if ((await ageOf(remains)) > ABANDONED) await rm(remains, { force: true });
  }
}

const UNIQUE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\d)?$/;

/** Milliseconds. */
const JUST_CREATED = 2_000;
const ABANDONED = 60_000;

const contentOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
