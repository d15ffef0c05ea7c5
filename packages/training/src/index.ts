export {
  readSafetensors,
  type SafetensorsContent,
  SafetensorsError,
  type StoredTensor,
  writeSafetensors,
} from '@rs-sam/foundation/formats';
export { CheckpointError } from './checkpoint/checkpoint-error';
export type { CheckpointManifest } from './checkpoint/checkpoint-manifest';
export { type LoadedCheckpoint, loadCheckpoint } from './checkpoint/load-checkpoint';
export {
  type PartialConfiguration,
  resolveConfiguration,
  type TrainingConfiguration,
} from './configuration/configuration';
export { ConfigurationError, type ConfigurationProblem } from './configuration/configuration-error';
export { PRESET_NAMES, type PresetName, presetConfiguration } from './configuration/presets';
export { attentionMap } from './evaluation/attention-map';
export { type EvaluateOptions, evaluateCheckpoint } from './evaluation/evaluate-checkpoint';
export { type EnsembleOptions, evaluateEnsemble } from './evaluation/evaluate-ensemble';
export type {
  DirectionResult,
  EvaluatedData,
  EvaluatedModel,
  EvaluationResult,
  ProtocolIntervals,
  ProtocolResult,
  ScoresRecord,
} from './evaluation/evaluation-result';
export { evaluationTable, printEvaluation } from './evaluation/evaluation-table';
export { type Gallery, galleryOf } from './evaluation/gallery';
export { EvaluationError, readEvaluation } from './evaluation/read-evaluation';
export type {
  AttentionMap,
  ExampleImage,
  ExampleOptions,
  FoundCaption,
  FoundImage,
  ImageQueryExample,
  RetrievalExamples,
  TextQueryExample,
} from './evaluation/retrieval-examples';
export { UnknownExampleError } from './evaluation/retrieval-examples';
export { type BlockOptions, type GalleryBlock, placeBlock, scoreBlocks } from './evaluation/score-blocks';
export { readScores, ScoreFileError, type ScoreMatrixFile } from './evaluation/score-file';
export type { ScoringProgress } from './evaluation/scored-gallery';
export {
  checkSameKind,
  type FeatureIdentity,
  type FeatureSource,
  FeaturesMissingError,
  ForeignFeaturesError,
} from './features';
export { modelDefinition, modelDefinitions, UnknownModelError } from './registry';
export { PictureError } from './report/embed-picture';
export { publishedDatasetOf, publishedResults, publishedRowsOf } from './report/published-results';
export { type FigureOptions, renderFigure } from './report/render-figure';
export { type ReportOptions, renderReport } from './report/render-report';
export {
  type ImageSearch,
  renderImageSearch,
  renderTextSearch,
  type SearchPageOptions,
  type TextSearch,
} from './report/render-search';
export { printChanges } from './reproduction/changes-table';
export { pairedTests, type RowTest } from './reproduction/paired-tests';
export {
  type Budget,
  type Comparison,
  openPointsPlan,
  PlanError,
  type PlannedRow,
  plannedRows,
  type ReproductionPlan,
  reproductionPlan,
} from './reproduction/reproduction-plan';
export { printReproduction, type ReproducedRow, reproducedRows } from './reproduction/reproduction-table';
export { type FinishedRun, type RunPlanOptions, runPlan } from './reproduction/run-plan';
export { ClassNamesMissingError } from './sampling/epoch-batches';
export type { Hit } from './search/ranked';
export type { SearchModel } from './search/score-queries';
export { type DistinctCaption, type SearchOptions, searchCaptions, searchImages } from './search/search-split';
export { unknownWords } from './search/unknown-words';
export { EmptyPartError, RunMismatchError, TrainingDivergedError } from './trainer/errors';
export type { StartEvent, StepEvent, TrainingEvent, ValidationEvent } from './trainer/events';
export type {
  EpochMetrics,
  MetricsLine,
  StepMetrics,
  ValidationDirection,
  ValidationMetrics,
} from './trainer/metrics-log';
export { type TrainingOutcome, type TrainOptions, train } from './trainer/train';
