// Searching a gallery: it runs in browsers and in Node.
export { InvalidOptionError, NoKnownWordError, RsSamError } from '@rs-sam/foundation/errors';
export type { Filter } from './filter/filter';
export { FilterError } from './filter/filter-error';
export { parseFilter } from './filter/parse-filter';
export type { Gallery, GalleryItems, StoredEncodings } from './gallery/gallery';
export { GalleryError, GalleryMismatchError, NoItemError } from './gallery/gallery-error';
export type { GalleryItem, Metadata } from './gallery/gallery-item';
export type { GalleryManifest } from './gallery/gallery-manifest';
export type { GallerySource } from './gallery/gallery-source';
export { openGallery, openGalleryItems } from './gallery/open-gallery';
export { urlGallery } from './gallery/url-gallery';
export { type LoadedSearcher, loadSearcher } from './query/load-searcher';
export type { ImageQuery, ItemQuery, PageOptions, SearchPage, SearchResult, TextQuery } from './query/search-page';
export { createSearcher, type Searcher, type SearcherParts } from './query/searcher';
export { ShortlistError } from './shortlist/shortlist-error';
