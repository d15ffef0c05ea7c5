export { attentionMap } from '../examples/attention-map';
export type { AttentionMap } from '../examples/retrieval-examples';
export type { Hit } from './ranked';
export type { SearchModel } from './score-queries';
export { type DistinctCaption, type SearchOptions, searchCaptions, searchImages } from './search-split';
export { unknownWords } from './unknown-words';
