export { NoKnownWordError } from '@rs-sam/foundation/errors';
export { attentionMap } from '../examples/attention-map';
export type { AttentionMap } from '../examples/retrieval-examples';
export {
  type ClassPrecision,
  type ClassPrecisionOptions,
  type ClassSentence,
  classPrecision,
  type SentencePrecision,
} from './class-precision';
export type { Hit } from './ranked';
export { readSentences, SentenceFileError } from './read-sentences';
export type { SearchModel } from './score-queries';
export { type DistinctCaption, type SearchOptions, searchCaptions, searchImages } from './search-dataset';
export { UnknownClassError } from './unknown-class-error';
export { wordSubstitutes } from './word-substitutes';
