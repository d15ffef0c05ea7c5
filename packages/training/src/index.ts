export { RsSamError } from '@rs-sam/foundation/errors';
export { readSafetensors, writeSafetensors } from '@rs-sam/foundation/formats';
export { type ExportedCheckpoint, type ExportOptions, exportCheckpoint } from './checkpoint/export-checkpoint';
export { completeConfiguration, resolveConfiguration } from './configuration/configuration';
export { ConfigurationError, type ConfigurationProblem } from './configuration/configuration-error';
export { type EffectiveConfiguration, effectiveConfiguration } from './configuration/effective-configuration';
export { PRESET_NAMES, type PresetName, presetConfiguration } from './configuration/presets';
export type { PartialConfiguration, TrainingConfiguration } from './configuration/training-configuration';
export { ClassNamesMissingError } from './sampling/epoch-batches';
export { SourcesMismatchError } from './sources/sources-mismatch-error';
export type { TrainingSource } from './sources/training-source';
export { RunMismatchError, TrainingDivergedError } from './trainer/errors';
export type { StartEvent, StepEvent, TrainingEvent, ValidationEvent } from './trainer/events';
export type {
  EpochMetrics,
  MetricsLine,
  StepMetrics,
  ValidationDirection,
  ValidationMetrics,
  ValidationOfPart,
} from './trainer/metrics-log';
export { train } from './trainer/train';
export type { TrainingOutcome, TrainOptions } from './trainer/train-options';
