import type { FeatureSource } from '@rs-sam/evaluation';
import { padBatch } from '@rs-sam/text-encoder';
import { chooseView } from './choose-view';
import type { TrainingPair } from './training-pairs';

/** A batch on the host, ready to become tensors. */
export interface HostBatch {
  readonly pairs: readonly TrainingPair[];
  /** F [B, K, D], row-major. */
  readonly regions: Float32Array;
  /** [B, K, D] */
  readonly regionsShape: readonly [number, number, number];
  /** Token ids [B, N], row-major. */
  readonly ids: Int32Array;
  /** [B, N] */
  readonly idsShape: readonly [number, number];
}

/** The augmentation views of the images. */
export interface ViewOptions {
  readonly augment: boolean;
  readonly seed: number;
  readonly epoch: number;
}

/** Batches with their features. The next batch is read while the caller works on the current one; only these two are in memory. */
export async function* batchStream(
  batches: readonly (readonly TrainingPair[])[],
  features: FeatureSource,
  views: ViewOptions,
): AsyncGenerator<HostBatch> {
  let next = batches.length > 0 ? readBatch(batches[0] as readonly TrainingPair[], features, views) : undefined;
  // A failed read is thrown where it is awaited below; until then it must not count as unhandled.
  next?.catch(() => {});
  for (let at = 0; at < batches.length; at++) {
    const batch = await (next as Promise<HostBatch>);
    const following = batches[at + 1];
    next = following && readBatch(following, features, views);
    next?.catch(() => {});
    yield batch;
  }
}

async function readBatch(
  pairs: readonly TrainingPair[],
  features: FeatureSource,
  { augment, seed, epoch }: ViewOptions,
): Promise<HostBatch> {
  const requests = pairs.map(({ file, captionKey }) =>
    augment ? { image: file, view: chooseView(features.views, seed, epoch, `${file} ${captionKey}`) } : { image: file },
  );
  const { ids, shape } = padBatch(pairs.map((pair) => pair.ids));
  const regionsShape = [pairs.length, features.regions, features.depth] as const;
  return { pairs, regions: await features.read(requests), regionsShape, ids, idsShape: shape };
}
