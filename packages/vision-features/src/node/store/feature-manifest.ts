import * as v from 'valibot';
import { VIEWS } from '../../view';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal'));

/** What features are made from and how: two stores with the same recipe hold the same numbers. */
const recipe = {
  format: v.literal('rs-sam-features'),
  version: v.literal(1),
  /** `hash` is the SHA-256 of the image names, one a line, in their order. The name is for people and never compared. */
  dataset: v.strictObject({ name: v.string(), images: count, hash: sha256 }),
  backbone: v.string(),
  /** The layer whose output the regions are. */
  layer: v.string(),
  /** SHA-256 of the weights; null where there are none, or none are known. */
  weights: v.nullable(sha256),
  /** What is done to pixels before the first layer, in words. */
  preprocessing: v.string(),
  /** What computed them: engines agree to rounding, not to the bit. */
  engine: v.string(),
  /** Side of the square that pictures are stretched to; null where they were made elsewhere. */
  inputSize: v.nullable(count),
  /** Side of the square that they were stretched to before that, if they were. */
  resizeFirst: v.nullable(count),
  /** Pictures in one run of the network: it may change the last bit of a result. */
  batch: count,
  dtype: v.picklist(['float32', 'float16']),
  views: v.pipe(v.array(v.picklist(VIEWS)), v.minLength(1)),
  /** Rows and columns of the regions, after pooling; null where regions are not cells of a grid. */
  grid: v.nullable(v.strictTuple([count, count])),
  /** K. */
  regions: count,
  /** D. */
  depth: count,
};

const storedImage = v.strictObject({
  name: v.string(),
  /** SHA-256 of the image file; null where it was not at hand. */
  source: v.nullable(sha256),
  /** SHA-256 of its rows in the feature file. */
  features: sha256,
});

const brokenImage = v.strictObject({ name: v.string(), reason: v.string() });

const shard = v.strictObject({ index: count, count: count });

/** What a store that is being made is going to be, `partial.json`. */
export const PartialSchema = v.strictObject({ ...recipe, shard: v.nullable(shard) });

export const ManifestSchema = v.strictObject({
  ...recipe,
  /** Which part of the data set this is; null for all of it. */
  shard: v.nullable(shard),
  /** In row order; each has as many consecutive rows as there are views. */
  images: v.array(storedImage),
  /** Images that could not be read and have no rows. */
  broken: v.array(brokenImage),
});

/** What features are made from and how. */
export type FeatureRecipe = Omit<v.InferOutput<typeof PartialSchema>, 'shard'>;
/** The description of a finished feature store, `manifest.json`. */
export type FeatureManifest = v.InferOutput<typeof ManifestSchema>;
export type StoredImage = v.InferOutput<typeof storedImage>;
export type BrokenImage = v.InferOutput<typeof brokenImage>;
/** Part `index` of `count`, from 1. */
export type Shard = v.InferOutput<typeof shard>;

/** Bytes of one row of the feature file: one view of one image. */
export const rowBytes = (manifest: Pick<FeatureRecipe, 'dtype' | 'regions' | 'depth'>): number =>
  manifest.regions * manifest.depth * (manifest.dtype === 'float32' ? 4 : 2);
