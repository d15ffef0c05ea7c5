export { type BidirectionalGruOptions, bidirectionalGru } from './bidirectional-gru';
export type { Caption } from './caption';
export { CaptionEncoder, type CaptionEncoderArgs, EncoderNotBuiltError } from './caption-encoder';
export { forwardGru } from './forward-gru';
export { GruBiasError } from './gru-bias-error';
export {
  type BidirectionalGruWeights,
  type GatePart,
  type GruWeights,
  listGruWeights,
} from './gru-weights';
export { gruWeightsFromKeras, type KerasGruWeights } from './gru-weights-from-keras';
export { gruWeightsFromTorch, type TorchGruWeights } from './gru-weights-from-torch';
export { OptionError } from './option-error';
export { type OutOfVocabulary, outOfVocabulary } from './out-of-vocabulary';
export { CaptionTooLongError, type PaddedBatch, type PadOptions, padBatch } from './pad-batch';
export { ShapeMismatchError } from './shape-mismatch-error';
export { END_ID, PAD_ID, SPECIAL_TOKENS, START_ID, UNKNOWN_ID } from './special-tokens';
export { tokenize } from './tokenize';
export { EmptyVocabularyError, type EncodeOptions, Vocabulary, type VocabularyOptions } from './vocabulary';
export { VocabularyFormatError, type VocabularyJson } from './vocabulary-json';
export { type ReadWordVectorsOptions, readWordVectors, type WordVectors, WordVectorsError } from './word-vectors';
