import type { Preprocessing } from '../../backbones/preprocessing';
import type { FeatureRecipe } from '../store/feature-manifest';
import { namesHash } from '../store/store-files';
import type { NamedImage, StepSettings } from './extract-step';
import type { ExtractorDescription } from './feature-extractor';

/** What is extracted. */
export interface ExtractionDataset {
  /** For people; a store is never refused for it. */
  readonly name: string;
  /** In the order of the store's rows. */
  readonly images: readonly NamedImage[];
}

/** The recipe of a data set's features: what a store is known by. */
export function makeRecipe(
  dataset: ExtractionDataset,
  extractor: ExtractorDescription,
  { views, batch, dtype, resizeFirst }: StepSettings,
): FeatureRecipe {
  const { backbone, layer, inputSize, grid, depth, weights, engine, preprocessing } = extractor;
  const names = dataset.images.map(({ name }) => name);
  return {
    format: 'rs-sam-features',
    version: 1,
    dataset: { name: dataset.name, images: names.length, hash: namesHash(names) },
    backbone,
    layer,
    weights: weights?.sha256 ?? null,
    preprocessing: typeof preprocessing === 'string' ? preprocessing : printPreprocessing(preprocessing),
    // Threads do not change the result, and differ from machine to machine.
    engine: engine.replace(/, \d+ threads?$/, ''),
    inputSize,
    resizeFirst,
    batch,
    dtype,
    views: [...views],
    grid: [...grid],
    regions: grid[0] * grid[1],
    depth,
  };
}

const printPreprocessing = ({ channels, scale, offset }: Preprocessing): string =>
  `${channels} · ${scale} − (${offset.join(', ')})`;
