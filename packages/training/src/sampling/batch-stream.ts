import type { TrainingFeatures } from '../sources/joined-features';
import { chooseView } from './choose-view';
import type { TrainingPair } from './training-pairs';

/** A batch on the host, ready to become tensors. */
export interface HostBatch {
  readonly pairs: readonly TrainingPair[];
  /** F [B, K, D], row-major. Valid until the next batch is requested: its memory is used again. */
  readonly regions: Float32Array;
  /** [B, K, D] */
  readonly regionsShape: readonly [number, number, number];
}

/** The augmentation views of the images. */
export interface ViewOptions {
  readonly augment: boolean;
  readonly seed: number;
  readonly epoch: number;
}

/** What a stream needs of features. */
type StreamedFeatures = Pick<TrainingFeatures, 'regions' | 'depth' | 'viewsOf' | 'read'>;

/** Batches with their features. The next batch is read while the caller works on the current one; only these two are in memory. */
export async function* batchStream(
  batches: readonly (readonly TrainingPair[])[],
  features: StreamedFeatures,
  views: ViewOptions,
): AsyncGenerator<HostBatch> {
  // Two batches take turns in the same memory, so that a step leaves no megabytes to the garbage collector.
  const floats = batches.reduce((most, { length }) => Math.max(most, length), 0) * features.regions * features.depth;
  const memory = [new Float32Array(floats), new Float32Array(floats)] as const;
  const read = (at: number): Promise<HostBatch> | undefined => {
    const pairs = batches[at];
    return pairs && readBatch(pairs, features, views, memory[at % 2] as Float32Array);
  };
  let next = read(0);
  // A failed read is thrown where it is awaited below; until then it must not count as unhandled.
  next?.catch(() => {});
  for (let at = 0; at < batches.length; at++) {
    const batch = await (next as Promise<HostBatch>);
    next = read(at + 1);
    next?.catch(() => {});
    yield batch;
  }
}

async function readBatch(
  pairs: readonly TrainingPair[],
  features: StreamedFeatures,
  { augment, seed, epoch }: ViewOptions,
  memory: Float32Array,
): Promise<HostBatch> {
  const requests = pairs.map(({ file, captionKey }) =>
    augment
      ? { image: file, view: chooseView(features.viewsOf(file), seed, epoch, `${file} ${captionKey}`) }
      : { image: file },
  );
  const regionsShape = [pairs.length, features.regions, features.depth] as const;
  const into = memory.subarray(0, pairs.length * features.regions * features.depth);
  return { pairs, regions: await features.read(requests, into), regionsShape };
}
