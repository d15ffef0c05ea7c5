import { availableParallelism } from 'node:os';
import type { View } from '../../view';
import type { FeatureManifest, FeatureRecipe, Shard } from '../store/feature-manifest';
import { ForeignStoreError } from '../store/feature-store-error';
import type { FeatureType } from '../store/feature-type';
import { openFeatureWriter, removeTraces } from '../store/feature-writer';
import { openFeatureStore } from '../store/open-feature-store';
import { recipeDifferences, wholeRecipe } from '../store/recipe-differences';
import { exists, storeFiles } from '../store/store-files';
import { lockStore } from '../store/store-lock';
import { refuseChangedImages } from './changed-images';
import type { StepSettings } from './extract-step';
import { BrokenImageError, ExtractionError } from './extraction-error';
import { type ExtractorSource, openExtractor } from './extractor-source';
import type { FeatureExtractor } from './feature-extractor';
import { type ExtractionDataset, makeRecipe } from './make-recipe';
import { localWorker, openWorker, type Worker } from './open-workers';
import { runInOrder } from './run-in-order';
import { shardSteps } from './shard-steps';

/** How far an extraction is. */
export interface ExtractionProgress {
  /** Images that are safely in the store, or found broken. */
  readonly done: number;
  readonly total: number;
  readonly broken: number;
}

export interface ExtractFeaturesOptions {
  readonly dataset: ExtractionDataset;
  /** Folder of the store. What an interrupted run left there is gone on with. */
  readonly out: string;
  /** A function serves one worker only: it cannot be sent to another process. */
  readonly extractor: ExtractorSource | (() => Promise<FeatureExtractor> | FeatureExtractor);
  /** Processes; 1 is this one. They change how long it takes and not one byte of the result. Default: 1. */
  readonly workers?: number;
  /** Views in one run of the network; an image's views stay in one step. Default: 8. */
  readonly batch?: number;
  /** Default: only `identity`. */
  readonly views?: readonly View[];
  /** Default: `float16`. */
  readonly dtype?: FeatureType;
  /** As in `readPixels`. Default: null. */
  readonly resizeFirst?: number | null;
  /** As in `readPixels`. */
  readonly maxPixels?: number;
  /** Only this part. Default: null, everything. */
  readonly shard?: Shard | null;
  /** Whether a picture that cannot be read stops it, or is left out and named in the manifest. Default: `fail`. */
  readonly onBroken?: 'fail' | 'skip';
  readonly onProgress?: (progress: ExtractionProgress) => void;
  /** Stops it in order; what was done is kept. */
  readonly signal?: AbortSignal;
  /** Node's arguments of the worker processes. Default: those of this process. */
  readonly execArguments?: readonly string[];
}

/** What came of an extraction. */
export interface Extraction {
  readonly manifest: FeatureManifest;
  /** Images that were already there when it began. */
  readonly before: number;
}

/**
 * Extracts the features of a data set's pictures into a feature store, or goes on with it; where the store is finished already,
 * it is held against what is asked for. The bytes depend neither on the number of workers nor on interruptions.
 *
 * @throws {ForeignStoreError} where the folder holds the features of something else.
 * @throws {FeatureStoreError} where it is in use or stale.
 * @throws {BrokenImageError} at a broken picture, unless they are skipped.
 * @throws {ExtractionError} where an option or a worker fails.
 * @throws The signal's reason.
 */
export async function extractFeatures(options: ExtractFeaturesOptions): Promise<Extraction> {
  const settings: StepSettings = {
    views: options.views ?? ['identity'],
    batch: options.batch ?? 8,
    dtype: options.dtype ?? 'float16',
    resizeFirst: options.resizeFirst ?? null,
    maxPixels: options.maxPixels,
  };
  checkOptions(options, settings);
  options.signal?.throwIfAborted();
  const workers = await openWorkers(options);
  try {
    const description = (workers[0] as Worker).description;
    const recipe = makeRecipe(options.dataset, description, settings);
    if (await exists(storeFiles(options.out).manifest)) return await checkFinished(options, recipe);
    return await extractInto(options, settings, recipe, workers);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

async function extractInto(
  options: ExtractFeaturesOptions,
  settings: StepSettings,
  recipe: FeatureRecipe,
  workers: readonly Worker[],
): Promise<Extraction> {
  const { dataset, out, shard = null, onBroken = 'fail', onProgress, signal } = options;
  const size = Math.max(1, Math.floor(settings.batch / settings.views.length));
  const { start, end } = shardSteps(Math.ceil(dataset.images.length / size), shard);
  const picturesOf = (step: number) => dataset.images.slice(step * size, (step + 1) * size);
  const total = Math.min(end * size, dataset.images.length) - Math.min(start * size, dataset.images.length);

  const writer = await openFeatureWriter(out, recipe, shard);
  try {
    const kept = writer.done.flatMap(({ images }) => images);
    await refuseChangedImages(out, kept, dataset.images);
    let broken = writer.done.reduce((sum, entry) => sum + entry.broken.length, 0);
    let done = kept.length + broken;
    const before = done;
    onProgress?.({ done, total, broken });
    const first = start + writer.done.length;
    await runInOrder(
      workers,
      end - first,
      (worker, job) => worker.run(settings, picturesOf(first + job)),
      async (result) => {
        const [unreadable] = result.broken;
        if (unreadable && onBroken === 'fail') throw new BrokenImageError(unreadable.name, unreadable.reason);
        await writer.append(result);
        broken += result.broken.length;
        done += result.images.length + result.broken.length;
        onProgress?.({ done, total, broken });
      },
      { signal },
    );
    return { manifest: await writer.finish(), before };
  } finally {
    await writer.close();
  }
}

/** A finished store is the result, if it is of the same kind and its pictures have not changed since. */
async function checkFinished(options: ExtractFeaturesOptions, recipe: FeatureRecipe): Promise<Extraction> {
  const { out, dataset, shard = null, onProgress } = options;
  const unlock = await lockStore(out);
  try {
    const store = await openFeatureStore(out);
    await store.close();
    const { manifest } = store;
    const differences = recipeDifferences(manifest, { ...wholeRecipe(recipe), shard });
    if (differences.length > 0) {
      throw new ForeignStoreError(out, differences, 'Name another folder, or delete this one to make it anew.');
    }
    await refuseChangedImages(out, manifest.images, dataset.images);
    await removeTraces(out);
    const done = manifest.images.length + manifest.broken.length;
    onProgress?.({ done, total: done, broken: manifest.broken.length });
    return { manifest, before: done };
  } finally {
    await unlock();
  }
}

async function openWorkers(options: ExtractFeaturesOptions): Promise<Worker[]> {
  const { extractor, workers = 1, execArguments = process.execArgv } = options;
  if (typeof extractor === 'function') return [localWorker(await extractor())];
  const threads = Math.max(1, Math.floor(availableParallelism() / workers));
  if (workers === 1) return [localWorker(await openExtractor(extractor, threads))];
  const opening = Array.from({ length: workers }, () => openWorker(extractor, threads, execArguments));
  const opened = await Promise.allSettled(opening);
  const failed = opened.find((result) => result.status === 'rejected');
  const running = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed === undefined) return running;
  await Promise.all(running.map((worker) => worker.stop()));
  throw failed.reason;
}

function checkOptions(options: ExtractFeaturesOptions, { views, batch, resizeFirst }: StepSettings): void {
  const { dataset, extractor, workers = 1 } = options;
  const problems = [
    [dataset.images.length > 0, 'The data set has no images.'],
    [new Set(dataset.images.map(({ name }) => name)).size === dataset.images.length, 'Two images have the same name.'],
    [Number.isInteger(workers) && workers > 0, `workers is ${workers}; it has to be a whole number of at least 1.`],
    [
      typeof extractor !== 'function' || workers === 1,
      `${workers} workers need an extractor that each can make: name a backbone or a module instead of a function.`,
    ],
    [Number.isInteger(batch) && batch > 0, `batch is ${batch}; it has to be a whole number of at least 1.`],
    [views.length > 0 && new Set(views).size === views.length, 'views has to name at least one view, and none twice.'],
    [
      resizeFirst === null || (Number.isInteger(resizeFirst) && resizeFirst > 0),
      `resizeFirst is ${resizeFirst}; it has to be a whole number of at least 1, or null.`,
    ],
  ] as const;
  const problem = problems.find(([holds]) => !holds);
  if (problem) throw new ExtractionError(problem[1]);
}
