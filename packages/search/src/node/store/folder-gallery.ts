import { readSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { GalleryFiles } from '../../gallery/gallery-source';
import { openUsearch } from '../usearch/open-usearch';

/** Milliseconds of reading, at most, before other work of the program takes its turn. */
const TURN = 10;

/**
 * A gallery's folder on disk. It is searched by the usearch index that `buildUsearch` made of its vectors, where there is one and usearch is
 * installed.
 *
 * @example
 * const gallery = await openGallery(folderGallery('gallery'));
 */
export function folderGallery(folder: string): GalleryFiles {
  const opened = new Map<string, Promise<FileHandle>>();
  return {
    name: folder,
    read: (file) => readFile(join(folder, file)),
    async readRanges(file, starts, length) {
      const opening = opened.get(file) ?? open(join(folder, file), 'r');
      opened.set(file, opening);
      const handle = await opening.catch((error) => {
        // Another attempt may succeed, and there is nothing to close.
        opened.delete(file);
        throw error;
      });
      const bytes = new Uint8Array(starts.length * length);
      let done = 0;
      let turn = performance.now();
      for (const start of starts) {
        for (let rest = length; rest > 0; ) {
          // To wait for a promise takes ten times as long as to read what the system has in memory.
          const read = readSync(handle.fd, bytes, done, rest, start + length - rest);
          if (read === 0) return bytes.subarray(0, done);
          done += read;
          rest -= read;
        }
        if (performance.now() - turn > TURN) {
          await setImmediate();
          turn = performance.now();
        }
      }
      return bytes;
    },
    openEngine: (vectors) => openUsearch(folder, vectors),
    async close() {
      for (const opening of opened.values()) await (await opening).close();
      opened.clear();
    },
  };
}
