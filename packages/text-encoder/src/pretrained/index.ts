export { findSpellings, type Spelling } from '../spelling/find-spellings';
export type { CaptionTokens } from '../tokens/caption-tokens';
export type { ReadTokensOptions, TextNetwork, TextNetworkRecord } from '../tokens/text-network';
export { checkKnownWords } from './check-known-words';
export { isCompactWords, packPretrainedWords, parsePretrainedWords } from './compact-words';
export {
  type ExtendedVocabulary,
  type ExtendOptions,
  extendVocabulary,
  type UnseenVectors,
  type WordSubstitute,
} from './extend-vocabulary';
export { parseGloveWords } from './glove-words';
export { type PretrainedRows, pretrainedRows } from './pretrained-rows';
export { type PretrainedWords, wordTable } from './pretrained-words';
export { PretrainedWordsError } from './pretrained-words-error';
