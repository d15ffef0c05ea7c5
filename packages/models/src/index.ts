export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { assignWeights } from './checkpoint/assign-weights';
export { captionReader } from './checkpoint/caption-reader';
export { CheckpointError } from './checkpoint/checkpoint-error';
export { type CheckpointManifest, manifestSchema } from './checkpoint/checkpoint-manifest';
export { type CheckpointSource, fileSource, urlSource } from './checkpoint/checkpoint-source';
export { encodeCaptions, type WordFeatures } from './checkpoint/encode-captions';
export type { FeatureIdentity } from './checkpoint/feature-identity';
export { type LoadedCheckpoint, loadCheckpoint } from './checkpoint/load-checkpoint';
export { type CaptionModel, type CaptionReader, readCaptions, tokenReader } from './checkpoint/read-captions';
export { type CheckpointFiles, readCheckpoint } from './checkpoint/read-checkpoint';
export { type ModelConfiguration, type ModelFiles, readModelFiles } from './checkpoint/read-model-files';
export { savedWeights } from './checkpoint/saved-weights';
export type {
  EncodeOptions,
  Encoding,
  ModelDefinition,
  ModelInputs,
  ModelOption,
  NamedWeight,
  PairAttention,
  PublishedTraining,
  RetrievalModel,
} from './contract/retrieval-model';
export { modelDefinition, modelDefinitions, UnknownModelError } from './registry';
