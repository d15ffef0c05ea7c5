export { RsSamError } from '@rs-sam/foundation/errors';
export { type EvaluateOptions, evaluateCheckpoint } from './evaluate/evaluate-checkpoint';
export { type EnsembleOptions, evaluateEnsemble } from './evaluate/evaluate-ensemble';
export { type ExampleOptions, UnknownExampleError } from './examples/example-queries';
export { type FeatureSource, FeaturesMismatchError, FeaturesMissingError } from './features/feature-source';
export { EmptyPartError } from './features/required-part';
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
export { formatEvaluation } from './results/evaluation-table';
export { EvaluationError, readEvaluation, readEvaluationFile } from './results/read-evaluation';
export { readResultScores } from './results/result-scores';
