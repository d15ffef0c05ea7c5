import { lstat, readFile } from 'node:fs/promises';

/** Whether a path is free, or a plain file with exactly this content: then writing it changes nothing. */
export async function isFreeOrSame(path: string, content: () => Promise<Uint8Array | string>): Promise<boolean> {
  const kind = await lstat(path).catch(() => null);
  if (kind === null) return true;
  if (!kind.isFile()) return false;
  const wanted = Buffer.from(await content());
  return kind.size === wanted.length && wanted.equals(await readFile(path));
}
