import type { Preprocessing } from '../../backbones/preprocessing';
import type { ExtractorDescription } from '../../extractor/feature-extractor';
import { formatColourRange } from '../images/colour-range';
import type { NamedImage } from '../images/named-image';
import type { FeatureRecipe } from '../store/feature-manifest';
import { namesHash } from '../store/store-files';
import type { StepSettings } from './extract-step';

/** The images of an extraction. */
export interface ExtractionDataset {
  /** For people; stores are not compared by it. */
  readonly name: string;
  /** In the order of the store's rows. */
  readonly images: readonly NamedImage[];
}

/** The recipe of a data set's features, by which a store is compared. */
export function makeRecipe(
  dataset: ExtractionDataset,
  extractor: ExtractorDescription,
  { views, batchSize, dtype, resizeFirst, range, stretch }: StepSettings,
): FeatureRecipe {
  const { backbone, layer, inputSize, grid, depth, weights, engine, preprocessing } = extractor;
  const mapped = formatColourRange(range, stretch);
  const applied = typeof preprocessing === 'string' ? preprocessing : formatPreprocessing(preprocessing);
  const names = dataset.images.map(({ name }) => name);
  return {
    format: 'rs-sam-features',
    version: 1,
    dataset: { name: dataset.name, images: names.length, hash: namesHash(names) },
    backbone,
    layer,
    weights: weights?.sha256 ?? null,
    preprocessing: mapped === null ? applied : `${mapped} · ${applied}`,
    // Threads do not change the result, and differ from machine to machine.
    engine: engine.replace(/, \d+ threads?$/, ''),
    inputSize,
    resizeFirst,
    batch: batchSize,
    dtype,
    views: [...views],
    grid: [...grid],
    regions: grid[0] * grid[1],
    depth,
  };
}

const formatPreprocessing = ({ channels, scale, offset }: Preprocessing): string =>
  `${channels} · ${scale} − (${offset.join(', ')})`;
