import type { Preprocessing } from '../../backbones/preprocessing';
import type { ExtractorDescription } from '../../extractor/feature-extractor';
import { formatColourRange, type ParsedColourRange, parseColourRange } from '../images/colour-range';
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

/** How features are made, whatever the images: two extractions of the same kind give the same numbers of an image. */
export type FeatureKind = Omit<FeatureRecipe, 'format' | 'version' | 'dataset'>;

export function featureKind(
  extractor: ExtractorDescription,
  { views, batchSize, dtype, resizeFirst, range, stretch }: Omit<StepSettings, 'maxPixels' | 'thumbnail'>,
): FeatureKind {
  const { backbone, layer, inputSize, grid, depth, weights, engine, preprocessing } = extractor;
  const mapped = formatColourRange(range, stretch);
  const applied = typeof preprocessing === 'string' ? preprocessing : formatPreprocessing(preprocessing);
  return {
    backbone,
    layer,
    weights: weights?.sha256 ?? null,
    preprocessing: mapped === null ? applied : `${mapped}${AFTER_RANGE}${applied}`,
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

/** The recipe of a data set's features, by which a store is compared. */
export function makeRecipe(
  dataset: ExtractionDataset,
  extractor: ExtractorDescription,
  settings: StepSettings,
): FeatureRecipe {
  const names = dataset.images.map(({ name }) => name);
  return {
    format: 'rs-sam-features',
    version: 1,
    dataset: { name: dataset.name, images: names.length, hash: namesHash(names) },
    ...featureKind(extractor, settings),
  };
}

const AFTER_RANGE = ' · ';

/** The colour mapping at the beginning of `preprocessing`, as {@link featureKind} writes it. */
export function recordedColourRange(preprocessing: string): ParsedColourRange {
  return parseColourRange(preprocessing.split(AFTER_RANGE, 1)[0] as string);
}

const formatPreprocessing = ({ channels, scale, offset }: Preprocessing): string =>
  `${channels} · ${scale} − (${offset.join(', ')})`;
