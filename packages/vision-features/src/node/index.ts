// From image files to regions: what most programs need. More by topic: /node/store, /node/weights, /node/handcrafted, /node/onnx,
// /node/classify.
export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export { GridError } from '../backbones/check-grid';
export type { FeatureExtractor, RegionExtractor } from '../extractor/feature-extractor';
export { PixelCountError } from '../extractor/pixel-count-error';
export { type BackboneExtractor, createRegionExtractor, type RegionExtractorOptions } from './engine/region-extractor';
export { NoEngineError } from './engine/tfjs-network';
export { extractFeatures } from './extract/extract-features';
export type { ExtractFeaturesOptions, Extraction, ExtractionProgress } from './extract/extract-options';
export { BrokenImageError, ExtractionError } from './extract/extraction-error';
export type { ExtractorSource } from './extract/extractor-source';
export { type ExtractionDataset, type FeatureKind, recordedColourRange } from './extract/make-recipe';
export {
  openRegionWorkers,
  type RegionWorkerOptions,
  type RegionWorkers,
  type StepRegions,
} from './extract/region-workers';
export { type ExtractionParts, repeatExtraction } from './extract/repeat-extraction';
export { shardSteps } from './extract/shard-steps';
export type { ColourRange, Percentiles } from './images/colour-range';
export { type ExaminedImage, examineImage } from './images/examine-image';
export { ImageError } from './images/image-error';
export type { NamedImage, NamedPixels } from './images/named-image';
export { type PixelOptions, readPixels } from './images/read-pixels';
export { type FeatureStore, openFeatureStore } from './store/open-feature-store';
export { importWeights } from './weights/import-weights';
export { readBackboneWeights } from './weights/read-backbone-weights';
