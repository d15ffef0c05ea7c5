export { GridError } from './engine/average-grid';
export {
  createRegionExtractor,
  OnnxruntimeAbsentError,
  PixelCountError,
  type RegionExtractor,
  type RegionExtractorOptions,
} from './engine/region-extractor';
export { NoEngineError } from './engine/tfjs-network';
export {
  type ExtractFeaturesOptions,
  type Extraction,
  type ExtractionProgress,
  extractFeatures,
} from './extract/extract-features';
export type { NamedImage } from './extract/extract-step';
export { BrokenImageError, ExtractionError } from './extract/extraction-error';
export type { BackboneSource, ExtractorSource, ModuleSource } from './extract/extractor-source';
export type { ExtractorDescription, FeatureExtractor } from './extract/feature-extractor';
export type { ExtractionDataset } from './extract/make-recipe';
export { ImageError } from './images/image-error';
export { type PixelOptions, readPixels } from './images/read-pixels';
export type { FeatureManifest, FeatureRecipe, Shard } from './store/feature-manifest';
export {
  FeatureStoreError,
  type FieldDifference,
  ForeignStoreError,
  MissingImageError,
} from './store/feature-store-error';
export { type FeatureWriter, openFeatureWriter, type StepRows } from './store/feature-writer';
export { npyHeader, parseNpyHeader } from './store/npy-header';
export {
  type FeatureRequest,
  type FeatureStore,
  type OpenFeatureStoreOptions,
  openFeatureStore,
} from './store/open-feature-store';
export type { ExpectedRecipe } from './store/recipe-differences';
export { readWeights } from './weights/read-weights';
