import { fromFloat16 } from '@rs-sam/foundation/formats';
import type { NamedImage, NamedPixels } from '../images/named-image';
import type { FeatureType } from '../store/feature-type';
import type { ImageNote, StepImage, StepResult, StepSettings, UnreadImage } from './extract-step';
import type { Worker } from './extraction-process';
import { type FeatureKind, featureKind } from './make-recipe';
import { openWorkers, type WorkerOptions } from './open-workers';
import { type ReadingOptions, readingSettings } from './reading-options';
import { runInOrder } from './run-in-order';

/** How images become regions, and by whom. */
export interface RegionWorkerOptions extends WorkerOptions, ReadingOptions {
  /** Longer side of the thumbnails, in pixels. Default: null, no thumbnails. */
  readonly thumbnail?: number | null;
}

/** The regions of the images of one step. */
export interface StepRegions {
  /** The images that were read, in their order. */
  readonly images: readonly StepImage[];
  readonly broken: readonly UnreadImage[];
  readonly notes: readonly ImageNote[];
  /** [images, K, D] */
  readonly regions: Float32Array;
}

/** The images of a step, or what reads them. */
type StepSource = StepImages | (() => Promise<StepImages>);
type StepImages = readonly (NamedImage | NamedPixels)[];

/** Processes that turn image files into regions, for programs that use the regions at once and keep no feature store. */
export interface RegionWorkers {
  readonly kind: FeatureKind;
  /**
   * Extracts steps of images, which are files or pixels; a step that is a function is read when its turn comes. Their results come in
   * order, one at a time, whatever the number of workers.
   *
   * @throws The first error of a worker or of `take`, or the reason of the signal. No further step starts then.
   */
  extract(
    steps: readonly StepSource[],
    take: (result: StepRegions, step: number) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens workers that `extractFeatures` would use: an image has the same regions as in a store of the same kind.
 *
 * @throws {ExtractionError} where an extractor cannot be opened.
 */
export async function openRegionWorkers(options: RegionWorkerOptions): Promise<RegionWorkers> {
  const workers = await openWorkers(options);
  const settings: StepSettings = {
    ...readingSettings(options),
    views: ['identity'],
    thumbnail: options.thumbnail ?? null,
  };
  return {
    kind: featureKind((workers[0] as Worker).description, settings),
    extract: (steps, take, signal) =>
      runInOrder(
        workers,
        steps.length,
        async (worker, step) => {
          const images = steps[step] ?? [];
          return worker.run(settings, typeof images === 'function' ? await images() : images);
        },
        ({ rows, ...result }, step) => take({ ...result, regions: floatsOf(rows, settings.dtype) }, step),
        { signal },
      ),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

function floatsOf(rows: StepResult['rows'], dtype: FeatureType): Float32Array {
  // A copy is aligned; what another process sent need not be.
  const { buffer } = new Uint8Array(rows);
  return dtype === 'float32' ? new Float32Array(buffer) : fromFloat16(new Uint16Array(buffer));
}
