import { abortSignal, callback, checkOptions } from '@rs-sam/foundation/options';
import { poolRegions } from '../../classify/pool-regions';
import type { FeatureStore } from '../store/open-feature-store';

/** Images in memory at a time. */
const STEP = 64;

/**
 * The pooled vectors of images of a store, as `poolRegions` makes them, in bounded memory.
 *
 * @param images - Keys in the store.
 * @returns [n, D].
 * @throws {MissingImageError} where the store lacks one.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function readPooledFeatures(
  store: FeatureStore,
  images: readonly string[],
  options: { readonly onProgress?: (done: number, total: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Float32Array> {
  checkOptions('readPooledFeatures', { onProgress: callback, signal: abortSignal }, options);
  const { depth } = store;
  const result = new Float32Array(images.length * depth);
  for (let from = 0; from < images.length; from += STEP) {
    options.signal?.throwIfAborted();
    const names = images.slice(from, from + STEP);
    const regions = await store.read(names.map((image) => ({ image })));
    result.set(poolRegions(regions, depth, names.length), from * depth);
    options.onProgress?.(from + names.length, images.length);
  }
  return result;
}
