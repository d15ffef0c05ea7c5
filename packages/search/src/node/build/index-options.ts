import {
  abortSignal,
  callback,
  checkOptions,
  flag,
  integer,
  listOf,
  matching,
  number,
  object,
  oneOf,
  orNull,
  share,
  text,
} from '@rs-sam/foundation/options';
import type { ModelDefinition } from '@rs-sam/models';
import type { ExtractionParts, NamedImage, Percentiles } from '@rs-sam/vision-features/node';
import * as v from 'valibot';
import type { Metadata } from '../../gallery/gallery-item';
import type { SceneSettings, SkippedImage } from '../../gallery/gallery-manifest';

/** The progress of indexing. */
export interface IndexProgress {
  /** `verify` compares known images with their files, `encode` makes new items. */
  readonly phase: 'verify' | 'encode';
  readonly done: number;
  readonly total: number;
  readonly skipped: number;
}

export interface IndexOptions {
  /** Every image that the gallery shall have; the name is its path relative to `root`. Items of other images are removed. */
  readonly images: readonly NamedImage[];
  /** The folder that the names are relative to. */
  readonly root: string;
  /** Folder of a checkpoint; a shortlist head beside it is used. */
  readonly checkpoint: string;
  /** Folder of the gallery, or `postgres://…`. An interrupted run is resumed, and a finished gallery brought up to date. */
  readonly out: string;
  /** Metadata by the name of the image. Default: none. */
  readonly metadata?: ReadonlyMap<string, Metadata>;
  /** Where the weights, codebook or extractor of the features are. Default: installed weights with the recorded hash. */
  readonly parts?: ExtractionParts;
  /** Number of processes that extract features; 1 is this process. The bytes do not depend on it. Default: 1. */
  readonly workers?: number;
  /** Images in one run of the network, and in one step that survives an interruption. Default: 8. */
  readonly batchSize?: number;
  /** Larger images are refused. Default: 100 million pixels. */
  readonly maxPixels?: number;
  /** Longer side of the thumbnails. Default: 224 pixels. */
  readonly thumbnail?: number;
  /** Cuts the images, which are GeoTIFFs of any size, into windows; each is an item. Default: null, an image is an item. */
  readonly windows?: WindowOptions | null;
  /** Indexes only this part of the images, see `mergeGalleries`. Default: null, all. */
  readonly shard?: { readonly index: number; readonly count: number } | null;
  /** Whether an image that cannot be read is left out and listed, or stops the run. Default: `skip`. */
  readonly onBroken?: 'skip' | 'fail';
  /** Makes every item again, by another model if need be. The old gallery stays until the new one is complete. Default: false. */
  readonly rebuild?: boolean;
  /** `onnx:` and the path of the text network, of a model that reads sentences by one. Default: the path that it was trained with. */
  readonly textNetwork?: string | undefined;
  /** Definitions of models to choose from. Default: those of `@rs-sam/models`. */
  readonly registry?: readonly ModelDefinition[];
  readonly onProgress?: (progress: IndexProgress) => void;
  /** Gets remarks about images, as that 8 bits keep few levels of an image of 16 bits. */
  readonly onNote?: (note: { readonly name: string; readonly note: string }) => void;
  /** Stops the run; finished steps are kept. */
  readonly signal?: AbortSignal | undefined;
  /** Arguments of Node for the worker processes. Default: those of this process. */
  readonly execArguments?: readonly string[];
}

/** How scenes become items. */
export interface WindowOptions {
  /** Side of a window, in pixels. */
  readonly size: number;
  /** Share of its side that a window has in common with the next one, from 0 to 0.9. Default: 0. */
  readonly overlap?: number | undefined;
  /** Windows of which a larger share has no data are left out and counted. Default: 0.5. */
  readonly nodataLimit?: number | undefined;
  /** The bands that become red, green and blue, or one that becomes grey, from 1. Default: null, the obvious ones. */
  readonly bands?: readonly number[] | null | undefined;
  /**
   * Percentiles of each whole scene that become 0 and 255. Default: null, what the model's features were made with, else `[2, 98]` for
   * bands of more than 8 bits.
   */
  readonly stretch?: Percentiles | null | undefined;
}

/** What a run has done. */
export interface IndexReport {
  /** Items in the gallery. */
  readonly items: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Images of this run that an interrupted run had finished. */
  readonly resumed: number;
  readonly skipped: readonly SkippedImage[];
  /** Windows that were left out because they have too few data. */
  readonly empty: number;
  /** Names in the metadata that no image has. */
  readonly unusedMetadata: readonly string[];
  /** False where everything was as it should be, so that nothing was written. */
  readonly written: boolean;
}

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const percentiles = v.strictTuple([percent, percent]);

const rules = {
  images: listOf(object('an image'), 'a list of images'),
  root: text('the path of a folder'),
  checkpoint: text('the path of a folder'),
  out: text('the path of a folder, or postgres://…'),
  metadata: v.instance(Map, 'a map of metadata by name'),
  parts: object('the weights, codebook or extractor'),
  workers: integer(1),
  batchSize: integer(1),
  maxPixels: integer(1),
  thumbnail: integer(16),
  windows: orNull(object(''), 'how scenes are cut, or null'),
  shard: orNull(object(''), 'an index and a count, or null'),
  onBroken: oneOf(['skip', 'fail']),
  rebuild: flag,
  textNetwork: text('onnx: and the path of an ONNX file'),
  registry: listOf(object('a model definition'), 'a list of model definitions'),
  onProgress: callback,
  onNote: callback,
  signal: abortSignal,
  execArguments: listOf(v.string(), 'a list of strings'),
};

const band = integer(1);

const windowRules = {
  size: integer(16),
  overlap: number('a number from 0 to 0.9', (value) => value >= 0 && value <= 0.9),
  nodataLimit: share,
  bands: matching(
    'one or three numbers of bands, from 1, or null',
    (value) =>
      value === null ||
      (Array.isArray(value) && [1, 3].includes(value.length) && value.every((one) => v.is(band, one))),
  ),
  stretch: matching(
    'two percentiles from 0 to 100, as [2, 98], or null',
    (value) => value === null || (v.is(percentiles, value) && value[0] < value[1]),
  ),
};

/** @throws InvalidOptionError */
export function checkIndexOptions(options: IndexOptions): void {
  checkOptions('indexImages', rules, options, ['images', 'root', 'checkpoint', 'out']);
  if (options.windows) checkOptions('windows', windowRules, options.windows, ['size']);
}

/** The settings of a gallery of windows, all of them said. */
export function sceneSettings({ windows = null }: IndexOptions): SceneSettings | null {
  if (windows === null) return null;
  const { size, overlap = 0, nodataLimit = 0.5, bands = null, stretch = null } = windows;
  return { size, overlap, nodataLimit, bands, stretch };
}
