import type { Fingerprint } from '../../duplicates/fingerprint';
import { readPooledFeatures } from '../classify/read-pooled-features';
import { openFeatureStore } from '../store/open-feature-store';

/**
 * The fingerprints with the pooled regions of a feature store, which has the images by the same names.
 *
 * @throws {FeatureStoreError} where the folder is not a finished store.
 * @throws {MissingImageError} where the store lacks an image.
 * @throws The reason of `signal`.
 */
export async function addFeatures(
  fingerprints: readonly Fingerprint[],
  folder: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Fingerprint[]> {
  const store = await openFeatureStore(folder);
  try {
    const names = fingerprints.map(({ name }) => name);
    const pooled = await readPooledFeatures(store, names, options);
    const { depth } = store;
    return fingerprints.map((one, i) => ({ ...one, features: pooled.subarray(i * depth, (i + 1) * depth) }));
  } finally {
    await store.close();
  }
}
