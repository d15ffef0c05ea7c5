import type { GallerySearchPage } from '@rs-sam/report';
import type { LoadedSearcher, SearchResult } from '@rs-sam/search';
import type { Box, WordMaps } from '@rs-sam/search/where';

/** What a page shows of a search. */
export interface GalleryPageContent extends Omit<GallerySearchPage, 'results'> {
  readonly results: readonly SearchResult[];
  /** Where the words look in each result; null without attention. */
  readonly maps: readonly (WordMaps | null)[];
  /** What stands out in each result; null without attention. */
  readonly boxes: readonly (readonly Box[] | null)[];
}

/** A page with the thumbnails of a gallery, and for a sentence the attention of its words. */
export async function renderGalleryPage(
  { gallery }: LoadedSearcher,
  { results, maps, boxes, ...rest }: GalleryPageContent,
): Promise<string> {
  const { renderGallerySearch } = await import('@rs-sam/report');
  const { thumbnail: side } = gallery.origin;
  const shown = results.map(async ({ key, item, rank, score, confidence, duplicates, overlapping }, at) => {
    const { id, width, height, metadata } = item;
    const scale = Math.min(1, side / Math.max(width, height));
    const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
    return {
      ...{ file: id, className: classNameOf(metadata), rank, score, confidence, duplicates: duplicates.length },
      overlapping: overlapping.length,
      boxes: boxes[at] ?? [],
      thumbnail: { bytes: await gallery.thumbnail(key), width: scaled(width), height: scaled(height) },
      attention: maps[at] ?? null,
    };
  });
  return renderGallerySearch({ ...rest, results: await Promise.all(shown) });
}

/** What stands out for all words of a sentence together; null for a model without attention. */
export async function boxesOf(map: WordMaps | null): Promise<Box[] | null> {
  const { meanMap, standOutBoxes } = await import('@rs-sam/search/where');
  return map && standOutBoxes(meanMap(map), map.grid);
}

/** The class that metadata name. */
export function classNameOf({ class: name }: SearchResult['item']['metadata']): string | null {
  return typeof name === 'string' ? name : null;
}
