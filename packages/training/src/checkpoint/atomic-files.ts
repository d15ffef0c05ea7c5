import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file so that whoever looks sees the old content or the new one, and a power cut leaves one of them. */
export async function writeFileAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const writing = `${path}.new`;
  await writeDurably(writing, content);
  await rename(writing, path);
  await syncFolder(dirname(path));
}

/**
 * Replaces a whole folder. The new one is complete on disk before the old one is moved away, so a process that is killed at any
 * moment leaves a folder that `recoverFolder` makes whole.
 */
export async function writeFolderAtomically(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await recoverFolder(folder);
  const { writing, old } = besides(folder);
  await mkdir(writing, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeDurably(join(writing, name), content);
  await syncFolder(writing);
  if (existsSync(folder)) await rename(folder, old);
  await rename(writing, folder);
  await syncFolder(dirname(folder));
  await rm(old, { recursive: true, force: true });
}

/** Finishes what a killed `writeFolderAtomically` left, or takes it back. */
export async function recoverFolder(folder: string): Promise<void> {
  const { writing, old } = besides(folder);
  // The old one is moved away only when the new one is complete.
  if (!existsSync(folder) && existsSync(old)) await rename(existsSync(writing) ? writing : old, folder);
  await rm(writing, { recursive: true, force: true });
  await rm(old, { recursive: true, force: true });
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

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing, and opening a folder fails there.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
