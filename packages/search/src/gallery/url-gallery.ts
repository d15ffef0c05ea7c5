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
    async readRange(file, start, length) {
      const bytes = fetched.get(file) ?? source.read(file);
      fetched.set(file, bytes);
      try {
        return (await bytes).subarray(start, start + length);
      } catch (error) {
        // Another attempt may succeed.
        fetched.delete(file);
        throw error;
      }
    },
    async close() {
      fetched.clear();
    },
  };
}
