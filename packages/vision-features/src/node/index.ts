export type { FeatureManifest, FeatureRecipe, Shard } from './store/feature-manifest';
export {
  FeatureStoreError,
  type FieldDifference,
  ForeignStoreError,
  MissingImageError,
} from './store/feature-store-error';
export { type FeatureWriter, openFeatureWriter, type StepRows } from './store/feature-writer';
export {
  type FeatureRequest,
  type FeatureStore,
  type OpenFeatureStoreOptions,
  openFeatureStore,
} from './store/open-feature-store';
export type { ExpectedRecipe } from './store/recipe-differences';
