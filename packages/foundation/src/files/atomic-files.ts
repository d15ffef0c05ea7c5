import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileWriteError, nameWrites } from './file-write-error';

/**
 * Writes a file so that every reader sees the old content or the new one, and a power cut leaves one of them.
 *
 * @throws FileWriteError names the file; the old content is still there and nothing else is left.
 */
export async function writeFileAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const writing = `${path}.new`;
  try {
    await writeDurably(writing, content);
    await rename(writing, path);
  } catch (error) {
    await rm(writing, { force: true }).catch(() => undefined);
    throw new FileWriteError(path, error);
  }
  await syncFolder(dirname(path));
}

/**
 * As {@link writeFileAtomically}, for a file that is written piece by piece because it does not fit into memory.
 *
 * @param write gets the open file. What it throws is passed on as it is, but for the errors of a full disk.
 * @throws FileWriteError where the file cannot be created, written or renamed.
 */
export async function writePiecesAtomically(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const writing = `${path}.new`;
  const named = (cause: unknown): never => {
    throw new FileWriteError(path, cause);
  };
  const file = await open(writing, 'w').catch(named);
  try {
    await nameWrites(
      path,
      write(file)
        .then(() => file.sync())
        .catch(async (error) => {
          await rm(writing, { force: true });
          throw error;
        }),
    );
  } finally {
    await file.close();
  }
  await rename(writing, path).catch(named);
  await syncFolder(dirname(path));
}

/**
 * Replaces a whole folder. The new one is complete on disk before the old one is moved away, so a process that is killed at any
 * moment leaves a folder that `recoverFolder` completes.
 *
 * @throws FileWriteError names the file; the old folder is still there and nothing else is left.
 */
export async function writeFolderAtomically(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await recoverFolder(folder);
  const { writing, old } = besides(folder);
  for (const [name, content] of Object.entries(files)) {
    try {
      await mkdir(writing, { recursive: true });
      await writeDurably(join(writing, name), content);
    } catch (error) {
      await rm(writing, { recursive: true, force: true }).catch(() => undefined);
      throw new FileWriteError(join(folder, name), error);
    }
  }
  await syncFolder(writing);
  if (existsSync(folder)) await rename(folder, old);
  await rename(writing, folder);
  await syncFolder(dirname(folder));
  await rm(old, { recursive: true, force: true });
}

/** Completes what a killed `writeFolderAtomically` left, or takes it back. */
export async function recoverFolder(folder: string): Promise<void> {
  const { writing, old } = besides(folder);
  // The old one is moved away only when the new one is complete.
  if (!existsSync(folder) && existsSync(old)) await rename(existsSync(writing) ? writing : old, folder);
  await rm(writing, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
}

/** Makes names that were added to a folder survive a power cut. Some systems cannot open or sync a folder; that is no error. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function besides(folder: string): { readonly writing: string; readonly old: string } {
  return { writing: `${folder}.new`, old: `${folder}.old` };
}

async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
