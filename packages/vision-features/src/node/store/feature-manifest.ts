import { nameProblem } from '@rs-sam/foundation/files';
import * as v from 'valibot';
import { VIEWS } from '../../images/view';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal'));

/** Results are kept in folders of this name, so it is one: no path, no control characters. */
const plainName = v.pipe(
  v.string(),
  v.check(
    (name) => nameProblem(name) === null,
    ({ input }) => `the name ${JSON.stringify(input)} ${nameProblem(input)}`,
  ),
);

/** The origin of features and the settings: two stores with the same recipe have the same numbers. */
const recipe = {
  format: v.literal('rs-sam-features'),
  version: v.literal(1),
  /** `hash` is the SHA-256 of the image names, one per line, in their order. The name is for people and is not compared. */
  dataset: v.strictObject({ name: plainName, images: count, hash: sha256 }),
  backbone: v.string(),
  /** The layer whose output the regions are; several are joined by `+`, and their normalised vectors concatenated. */
  layer: v.string(),
  /** SHA-256 of the weights; null where there are none, or none are known. */
  weights: v.nullable(sha256),
  /** What is applied to the pixels before the first layer, in words. */
  preprocessing: v.string(),
  /** What computed them: the results of two engines differ by rounding. */
  engine: v.string(),
  /** Side of the square that images are stretched to; null for features of another origin. */
  inputSize: v.nullable(count),
  /** Side of the square that they were stretched to before that; null without that step. */
  resizeFirst: v.nullable(count),
  /** Views in one run of the network: it may change the last bit of a result. */
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
  /** SHA-256 of the image file; null where there was none. */
  source: v.nullable(sha256),
  /** SHA-256 of its rows in the feature file. */
  features: sha256,
});

const brokenImage = v.strictObject({ name: v.string(), reason: v.string() });

const shard = v.strictObject({ index: count, count: count });

/** The description of an unfinished store, `partial.json`. */
export const PartialSchema = v.strictObject({ ...recipe, shard: v.nullable(shard) });

export const ManifestSchema = v.strictObject({
  ...recipe,
  /** The shard of the data set; null for the whole data set. */
  shard: v.nullable(shard),
  /** In row order; each has as many consecutive rows as there are views. */
  images: v.array(storedImage),
  /** Images that could not be read and have no rows. */
  broken: v.array(brokenImage),
});

/** The origin of features and the settings. */
export type FeatureRecipe = Omit<v.InferOutput<typeof PartialSchema>, 'shard'>;
/** The description of a finished feature store, `manifest.json`. */
export type FeatureManifest = v.InferOutput<typeof ManifestSchema>;
export type StoredImage = v.InferOutput<typeof storedImage>;
export type BrokenImage = v.InferOutput<typeof brokenImage>;
/** Shard `index` of `count`, from 1. */
export type Shard = v.InferOutput<typeof shard>;

/** Bytes of one row of the feature file: one view of one image. */
export const rowBytes = (manifest: Pick<FeatureRecipe, 'dtype' | 'regions' | 'depth'>): number =>
  manifest.regions * manifest.depth * (manifest.dtype === 'float32' ? 4 : 2);
