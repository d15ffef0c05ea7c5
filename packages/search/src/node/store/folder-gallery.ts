import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GalleryFiles } from '../../gallery/gallery-source';
import { openUsearch } from '../usearch/open-usearch';

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
    async readRange(file, start, length) {
      const opening = opened.get(file) ?? open(join(folder, file), 'r');
      opened.set(file, opening);
      const handle = await opening.catch((error) => {
        // Another attempt may succeed, and there is nothing to close.
        opened.delete(file);
        throw error;
      });
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, start + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    openEngine: (vectors) => openUsearch(folder, vectors),
    async close() {
      for (const opening of opened.values()) await (await opening).close();
      opened.clear();
    },
  };
}
