import { urlSource } from '@rs-sam/models';
import type { GalleryFiles } from './gallery-source';

/**
 * A gallery's folder on any server of static files. Each file is fetched once and kept: this is for galleries of some hundred or a few
 * thousand images, which a browser downloads in seconds.
 *
 * @param url of the folder; relative ones are relative to the page.
 * @example
 * const searcher = await loadSearcher(urlGallery('gallery/'));
 */
export function urlGallery(url: string | URL, fetchFile: typeof fetch = fetch): GalleryFiles {
  const source = urlSource(url, fetchFile);
  const fetched = new Map<string, Promise<Uint8Array>>();
  return {
    ...source,
    async readRanges(file, starts, length) {
      const fetching = fetched.get(file) ?? source.read(file);
      fetched.set(file, fetching);
      const content = await fetching.catch((error) => {
        // Another attempt may succeed.
        fetched.delete(file);
        throw error;
      });
      const bytes = new Uint8Array(starts.length * length);
      let done = 0;
      for (const start of starts) {
        const part = content.subarray(start, start + length);
        bytes.set(part, done);
        done += part.length;
      }
      return bytes.subarray(0, done);
    },
    async close() {
      fetched.clear();
    },
  };
}
