export { attentionMap } from '../examples/attention-map';
export type { AttentionMap } from '../examples/retrieval-examples';
export { NoKnownWordError } from './no-known-word-error';
export type { Hit } from './ranked';
export type { SearchModel } from './score-queries';
export { type DistinctCaption, type SearchOptions, searchCaptions, searchImages } from './search-dataset';
export { unknownWords } from './unknown-words';
