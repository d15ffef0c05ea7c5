import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { NamedImage } from '@rs-sam/vision-features/node';

/** What is known of an image: the hash of its file, or null where no byte could be read. */
export interface KnownImage {
  readonly file: string;
  readonly sha256: string | null;
}

/** The hash of a file; null where it cannot be read. Pipes and devices are not opened: reading them may never end. */
export async function fileHash(file: string): Promise<string | null> {
  try {
    if (!(await stat(file)).isFile()) return null;
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** Files that are read at a time. */
const CONCURRENT = 4;

/**
 * Which known images are still the same, by the hash of their bytes: an image whose pixels changed has another one, whatever its size and
 * its time.
 *
 * @returns the names of those that are unchanged.
 */
export async function unchangedImages(
  known: readonly KnownImage[],
  images: readonly NamedImage[],
  onImage: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const files = new Map(images.map(({ name, file }) => [name, file]));
  const compared = known.filter(({ file }) => files.has(file));
  const same = new Set<string>();
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let at = next++; at < compared.length; at = next++) {
      signal?.throwIfAborted();
      const { file, sha256 } = compared[at] as KnownImage;
      if (sha256 !== null && (await fileHash(files.get(file) as string)) === sha256) same.add(file);
      onImage(++done, compared.length);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return same;
}
