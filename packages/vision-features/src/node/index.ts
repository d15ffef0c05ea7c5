export { readPooledFeatures } from './classify/read-pooled-features';
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
export type { BackboneSource, BovwSource, ExtractorSource, ModuleSource, SiftSource } from './extract/extractor-source';
export type { ExtractorDescription, FeatureExtractor } from './extract/feature-extractor';
export type { ExtractionDataset } from './extract/make-recipe';
export {
  type FineTuneBackboneOptions,
  ForeignMapsError,
  fineTuneBackbone,
  type LabelledImages,
} from './fine-tune/fine-tune-backbone';
export { readCodebook, writeCodebook } from './handcrafted/codebook-file';
export { type LearnCodebookOptions, learnCodebook } from './handcrafted/learn-codebook';
export { ImageError } from './images/image-error';
export { type PixelOptions, readPixels } from './images/read-pixels';
export { type ExportedImage, exportScanFeatures, type ScanExportOptions } from './store/export-scan-features';
export type { FeatureManifest, FeatureRecipe, Shard } from './store/feature-manifest';
export {
  FeatureStoreError,
  type FieldDifference,
  ForeignStoreError,
  MissingImageError,
} from './store/feature-store-error';
export { type FeatureWriter, openFeatureWriter, type StepRows } from './store/feature-writer';
export { importScanFeatures, type ScanImportOptions } from './store/import-scan-features';
export { type MergeOptions, mergeFeatureStores } from './store/merge-feature-stores';
export {
  type FeatureRequest,
  type FeatureStore,
  type OpenFeatureStoreOptions,
  openFeatureStore,
} from './store/open-feature-store';
export type { ExpectedRecipe } from './store/recipe-differences';
export { verifyFeatureStore } from './store/verify-feature-store';
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
export { writeWeights } from './weights/write-weights';
