import type { FeatureRecipe } from '../store/feature-manifest';
import { StoreMismatchError } from '../store/feature-store-error';
import { openFeatureStore } from '../store/open-feature-store';
import { recipeDifferences, wholeRecipe } from '../store/recipe-differences';
import { removeTraces } from '../store/store-files';
import { lockStore } from '../store/store-lock';
import { refuseChangedImages } from './changed-images';
import type { ExtractFeaturesOptions, Extraction } from './extract-options';

/**
 * A finished store is the result if its recipe is the same and its images have not changed since.
 *
 * @throws {StoreMismatchError} names each field that differs.
 * @throws {FeatureStoreError} where an image file has changed, or the store is in use.
 */
export async function checkFinished(options: ExtractFeaturesOptions, recipe: FeatureRecipe): Promise<Extraction> {
  const { out, dataset, shard = null, onProgress } = options;
  const unlock = await lockStore(out);
  try {
    const store = await openFeatureStore(out);
    await store.close();
    const { manifest } = store;
    const differences = recipeDifferences(manifest, { ...wholeRecipe(recipe), shard });
    if (differences.length > 0) {
      throw new StoreMismatchError(out, differences, 'Name another folder, or delete this one to extract again.');
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
