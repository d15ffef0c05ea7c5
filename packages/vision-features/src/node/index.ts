export { GridError } from './engine/average-grid';
export {
  createRegionExtractor,
  OnnxruntimeAbsentError,
  PixelCountError,
  type RegionExtractor,
  type RegionExtractorOptions,
} from './engine/region-extractor';
export { NoEngineError } from './engine/tfjs-network';
export { type ImportWeightsOptions, importWeights } from './weights/import-weights';
export type { InstalledWeights, WeightRecord } from './weights/installed-weights';
export { UnknownWeightsError } from './weights/known-weights';
export { type ListedWeights, listWeights } from './weights/list-weights';
export { type LoadWeightsOptions, loadWeights, NoWeightsError } from './weights/load-weights';
export { WeightsDamagedError, WeightsUnreachableError } from './weights/pull-errors';
export type { PullProgress, PullWeightsOptions } from './weights/pull-options';
export { pullWeights } from './weights/pull-weights';
export { readWeights } from './weights/read-weights';
export { verifyWeights, type WeightsVerdict } from './weights/verify-weights';
export { weightsFolder } from './weights/weights-folder';
