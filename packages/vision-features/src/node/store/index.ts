// The feature store: opening, writing, merging and verifying it, and the layout of SCAN.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { type ExportedImage, exportScanFeatures, type ScanExportOptions } from './export-scan-features';
export type { FeatureManifest, FeatureRecipe, Shard } from './feature-manifest';
export { FeatureStoreError, type FieldDifference, MissingImageError, StoreMismatchError } from './feature-store-error';
export { type FeatureWriter, openFeatureWriter, type StepRows } from './feature-writer';
export { importScanFeatures, type ScanImportOptions } from './import-scan-features';
export { type MergeOptions, mergeFeatureStores } from './merge-feature-stores';
export {
  type FeatureRequest,
  type FeatureStore,
  type OpenFeatureStoreOptions,
  openFeatureStore,
} from './open-feature-store';
export type { ExpectedRecipe } from './recipe-differences';
export { verifyFeatureStore } from './verify-feature-store';
