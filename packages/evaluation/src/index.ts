export { RsSamError } from '@rs-sam/foundation/errors';
export { type EvaluateOptions, evaluateCheckpoint } from './evaluate/evaluate-checkpoint';
export { type EnsembleOptions, evaluateEnsemble } from './evaluate/evaluate-ensemble';
export { attentionMap } from './examples/attention-map';
export { type ExampleOptions, UnknownExampleError } from './examples/example-queries';
export type {
  AttentionMap,
  ExampleImage,
  FoundCaption,
  FoundImage,
  ImageQueryExample,
  RetrievalExamples,
  TextQueryExample,
} from './examples/retrieval-examples';
export {
  checkFeatures,
  checkSameKind,
  type FeatureSource,
  FeaturesMismatchError,
  FeaturesMissingError,
  featureIdentity,
} from './features/feature-source';
export { EmptyPartError, requiredPart } from './features/required-part';
export { type Gallery, galleryOf } from './gallery/gallery';
export {
  type BlockOptions,
  type GalleryBlock,
  placeBlock,
  scoreBlocks,
  scoreWholeGallery,
} from './gallery/score-blocks';
export { readScores, ScoreFileError, type ScoreMatrixFile } from './gallery/score-file';
export type { ScoringProgress } from './gallery/scored-gallery';
export type {
  DirectionResult,
  EvaluatedData,
  EvaluatedModel,
  EvaluationResult,
  ProtocolIntervals,
  ProtocolResult,
  ScoresRecord,
} from './results/evaluation-result';
export { evaluationTable, formatEvaluation } from './results/evaluation-table';
export { FIGURE_COLUMNS, type FigureColumn, type RetrievalFigures, recallSumOf } from './results/figure-columns';
export { EvaluationError, readEvaluation } from './results/read-evaluation';
export { readResultScores } from './results/result-scores';
export type { Hit } from './search/ranked';
export type { SearchModel } from './search/score-queries';
export { type DistinctCaption, type SearchOptions, searchCaptions, searchImages } from './search/search-split';
export { unknownWords } from './search/unknown-words';
