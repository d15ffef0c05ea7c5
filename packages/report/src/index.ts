export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export { PageImageError } from './images/page-image-error';
export { type DuplicatesPageOptions, renderDuplicates, type ShownPair } from './pages/render-duplicates';
export { type FigureOptions, renderFigure } from './pages/render-figure';
export {
  type GalleryResult,
  type GallerySearchPage,
  renderGallerySearch,
} from './pages/render-gallery-search';
export { type ReportOptions, renderReport } from './pages/render-report';
export {
  type ImageSearch,
  renderImageSearch,
  renderTextSearch,
  type SearchPageOptions,
  type TextSearch,
} from './pages/render-search';
export { publishedDatasetOf, publishedResults, publishedRowsOf } from './published/published-results';
