// Classification of the images of a feature store, and fine-tuning of a backbone.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { FineTuningDivergedError } from '../../fine-tune/diverged-error';
export type { FineTuned, FineTuneEpoch, TunedWeights } from '../../fine-tune/fine-tune-options';
export { NoCutError } from '../../fine-tune/upper-blocks';
export {
  type FineTuneBackboneOptions,
  fineTuneBackbone,
  type LabelledImages,
  MapsMismatchError,
} from './fine-tune-backbone';
export { readPooledFeatures } from './read-pooled-features';
