import type { GalleryItem, ItemQuery, PageOptions, SearchPage, TextQuery } from '@rs-sam/search';
import type { Box, WordMaps } from '@rs-sam/search/where';

/** A result, with the ids of its near-duplicates. */
export interface FoundItem extends GalleryItem {
  /** From 1, over all pages. */
  readonly rank: number;
  readonly score: number;
  readonly confidence: number | null;
  readonly duplicates: readonly string[];
  /** Ids of windows of the scene that overlap with it and are not listed. */
  readonly overlapping: readonly string[];
}

/** A page of results, as `SearchPage` of `@rs-sam/search`, without the numbers by which an opened gallery knows its items. */
export interface FoundPage extends Omit<SearchPage, 'results'> {
  readonly results: readonly FoundItem[];
}

/** Where the words of a sentence look in some items; null for a model without attention. */
export interface Attention {
  readonly words: WordMaps['words'];
  readonly grid: WordMaps['grid'];
  readonly items: readonly {
    readonly id: string;
    readonly weights: WordMaps['weights'];
    readonly boxes: readonly Box[];
  }[];
}

/** The work that is done off the event loop: what is asked for, and the answer. */
export interface Jobs {
  readonly text: { readonly asked: TextQuery; readonly answer: FoundPage };
  /** `bytes` are those of an image file. */
  readonly image: {
    readonly asked: PageOptions & { readonly bytes: Uint8Array };
    readonly answer: FoundPage;
  };
  readonly items: { readonly asked: ItemQuery; readonly answer: FoundPage };
  readonly attention: {
    readonly asked: { readonly text: string; readonly ids: readonly string[] };
    readonly answer: Attention | null;
  };
}

/** A kind of work. */
export type JobKind = keyof Jobs;

/** One piece of work. */
export type Job = { readonly [K in JobKind]: { readonly kind: K; readonly asked: Jobs[K]['asked'] } }[JobKind];
