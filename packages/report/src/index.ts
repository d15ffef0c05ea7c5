export { PictureError } from './embed-picture';
export { publishedDatasetOf, publishedResults, publishedRowsOf } from './published-results';
export { type FigureOptions, renderFigure } from './render-figure';
export { type ReportOptions, renderReport } from './render-report';
export {
  type ImageSearch,
  renderImageSearch,
  renderTextSearch,
  type SearchPageOptions,
  type TextSearch,
} from './render-search';
