export {
  type PartialConfiguration,
  resolveConfiguration,
  type TrainingConfiguration,
} from './configuration/configuration';
export { ConfigurationError, type ConfigurationProblem } from './configuration/configuration-error';
export { PRESET_NAMES, type PresetName, presetConfiguration } from './configuration/presets';
export { type FeatureSource, FeaturesMissingError } from './features';
export { modelDefinition, modelDefinitions, UnknownModelError } from './registry';
export type { TrainingEvent } from './trainer/events';
export { type TrainingOutcome, type TrainOptions, train } from './trainer/train';
