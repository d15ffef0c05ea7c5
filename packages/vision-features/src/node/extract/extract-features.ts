import { exists } from '@rs-sam/foundation/files';
import { ImageError } from '../images/image-error';
import type { FeatureRecipe } from '../store/feature-manifest';
import { openFeatureWriter } from '../store/feature-writer';
import { storeFiles } from '../store/store-files';
import { refuseChangedImages } from './changed-images';
import { checkFinished } from './check-finished';
import { checkedSettings, type ExtractFeaturesOptions, type Extraction } from './extract-options';
import type { StepSettings, UnreadImage } from './extract-step';
import { BrokenImageError } from './extraction-error';
import type { Worker } from './extraction-process';
import { makeRecipe } from './make-recipe';
import { openWorkers } from './open-workers';
import { runInOrder } from './run-in-order';
import { shardSteps } from './shard-steps';

/**
 * Extracts the features of a data set's images into a feature store, or resumes an interrupted extraction. A finished store is compared
 * with the options. The bytes depend neither on the number of workers nor on interruptions.
 *
 * @throws {StoreMismatchError} where the folder has the features of something else.
 * @throws {FeatureStoreError} where the store is in use or stale.
 * @throws {BrokenImageError} at a broken image, and
 * @throws {ImageError} at an image that is not supported; unless both are skipped (`onBroken`).
 * @throws {ExtractionError} where a worker fails, or the data set cannot be extracted.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function extractFeatures(options: ExtractFeaturesOptions): Promise<Extraction> {
  const settings = checkedSettings(options);
  options.signal?.throwIfAborted();
  const workers = await openWorkers(options);
  try {
    const recipe = makeRecipe(options.dataset, (workers[0] as Worker).description, settings);
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
  const { dataset, out, shard = null, onBroken = 'fail', onProgress, onNote, signal } = options;
  const size = Math.max(1, Math.floor(settings.batchSize / settings.views.length));
  const { start, end } = shardSteps(Math.ceil(dataset.images.length / size), shard);
  const imagesOf = (step: number) => dataset.images.slice(step * size, (step + 1) * size);
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
      (worker, job) => worker.run(settings, imagesOf(first + job)),
      async (result) => {
        const [unreadable] = result.broken;
        if (unreadable && onBroken === 'fail') throw errorOf(unreadable);
        for (const note of result.notes) onNote?.(note);
        await writer.append({
          images: result.images.map(({ name, source }) => ({ name, source })),
          broken: result.broken.map(({ name, reason }) => ({ name, reason })),
          rows: result.rows,
        });
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

function errorOf({ name, reason, remedy, unsupported }: UnreadImage): Error {
  if (!unsupported) return new BrokenImageError(name, reason);
  const whole = `${remedy} Then rerun: the images that were finished are kept.`;
  return new ImageError(name, reason, whole, { unsupported });
}
