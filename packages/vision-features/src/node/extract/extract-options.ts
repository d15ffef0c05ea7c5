import {
  abortSignal,
  callback,
  checkOptions,
  integer,
  listOf,
  object,
  oneOf,
  orNull,
  text,
} from '@rs-sam/foundation/options';
import * as v from 'valibot';
import { VIEWS, type View } from '../../images/view';
import { checkColourRange, colourRangeRules } from '../images/colour-range-rules';
import type { FeatureManifest, Shard } from '../store/feature-manifest';
import type { ImageNote, StepSettings } from './extract-step';
import { ExtractionError } from './extraction-error';
import type { ExtractionDataset } from './make-recipe';
import type { WorkerOptions } from './open-workers';
import { type ReadingOptions, readingSettings } from './reading-options';

/** The progress of an extraction. */
export interface ExtractionProgress {
  /** Images that are safely in the store, or were found broken. */
  readonly done: number;
  readonly total: number;
  readonly broken: number;
}

export interface ExtractFeaturesOptions extends WorkerOptions, ReadingOptions {
  readonly dataset: ExtractionDataset;
  /** Folder of the store. An interrupted run is resumed. */
  readonly out: string;
  /** Augmentation views of each image. Default: only `identity`. */
  readonly views?: readonly View[];
  /** Extracts only this shard. Default: null, the whole data set. */
  readonly shard?: Shard | null;
  /** Whether an image that cannot be read stops the extraction, or is left out and listed in the manifest. Default: `fail`. */
  readonly onBroken?: 'fail' | 'skip';
  readonly onProgress?: (progress: ExtractionProgress) => void;
  /** Gets remarks about images that were read, as that 8 bits keep few levels of an image of 16 bits. */
  readonly onNote?: (note: ImageNote) => void;
  /** Stops the extraction; finished steps are kept. */
  readonly signal?: AbortSignal;
}

/** The result of an extraction. */
export interface Extraction {
  readonly manifest: FeatureManifest;
  /** Images that the store had before. */
  readonly before: number;
}

const positiveInteger = integer(1);

const rules = {
  dataset: object('a name and images'),
  out: text('the path of a folder'),
  extractor: v.custom<object>(
    (value) => typeof value === 'function' || (typeof value === 'object' && value !== null),
    'a backbone, a module, or a function that makes an extractor',
  ),
  workers: positiveInteger,
  batchSize: positiveInteger,
  views: v.custom<readonly View[]>(
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      value.every((view) => VIEWS.includes(view)),
    `a list of at least one of ${VIEWS.join(', ')}, none twice`,
  ),
  dtype: oneOf(['float16', 'float32']),
  resizeFirst: orNull(positiveInteger, 'an integer of at least 1, or null'),
  maxPixels: positiveInteger,
  shard: orNull(object(''), 'an index and a count, or null'),
  onBroken: oneOf(['fail', 'skip']),
  ...colourRangeRules,
  onProgress: callback,
  onNote: callback,
  signal: abortSignal,
  execArguments: listOf(v.string(), 'a list of strings'),
};

/**
 * Checks the options, with every default filled in for the settings that each step needs.
 *
 * @throws {InvalidOptionError} for a wrong value or an unknown option.
 * @throws {ExtractionError} for a data set without images or with a name twice, and for a function with several workers.
 */
export function checkedSettings(options: ExtractFeaturesOptions): StepSettings {
  checkOptions('extractFeatures', rules, options, ['dataset', 'out', 'extractor']);
  checkColourRange(options);
  const { dataset, extractor, workers = 1 } = options;
  if (dataset.images.length === 0) throw new ExtractionError('The data set has no images.');
  if (new Set(dataset.images.map(({ name }) => name)).size !== dataset.images.length) {
    throw new ExtractionError('Two images have the same name. Give each image a name of its own.');
  }
  if (typeof extractor === 'function' && workers > 1) {
    throw new ExtractionError(
      `${workers} workers need an extractor that each can make: name a backbone or a module instead of a function.`,
    );
  }
  return { ...readingSettings(options), views: options.views ?? ['identity'], thumbnail: null };
}
