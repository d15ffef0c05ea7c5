import type { FeatureRecipe, Shard } from './feature-manifest';
import type { FieldDifference } from './feature-store-error';

/** Expected fields of a recipe. */
export type ExpectedRecipe = {
  readonly [field in Exclude<keyof FeatureRecipe, 'dataset'>]?: FeatureRecipe[field] | undefined;
} & {
  /** The SHA-256 of the data set's image names: {@link FeatureRecipe}'s `dataset.hash`. */
  readonly datasetHash?: string | undefined;
  /** Null for a store of the whole data set. */
  readonly shard?: Shard | null | undefined;
};

/** The fields in which a stored recipe differs; fields that are not given and the data set's name are not compared. */
export function recipeDifferences(
  stored: FeatureRecipe & { readonly shard: Shard | null },
  wanted: ExpectedRecipe,
): FieldDifference[] {
  const { dataset, ...rest } = stored;
  const fields: Record<string, unknown> = { datasetHash: dataset.hash, ...rest };
  return Object.entries(wanted)
    .filter(([field, value]) => value !== undefined && JSON.stringify(fields[field]) !== JSON.stringify(value))
    .map(([field, value]) => ({ field, stored: fields[field], wanted: value }));
}

/** A whole recipe as the expectation of another. */
export function wholeRecipe(recipe: FeatureRecipe): ExpectedRecipe {
  const { dataset, backbone, layer, weights, preprocessing, engine, inputSize, resizeFirst } = recipe;
  const { batch, dtype, views, grid, regions, depth } = recipe;
  const origin = { datasetHash: dataset.hash, backbone, layer, weights, preprocessing, engine, inputSize, resizeFirst };
  return { ...origin, batch, dtype, views, grid, regions, depth };
}
