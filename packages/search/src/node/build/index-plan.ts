import { canonicalJson } from '@rs-sam/foundation/formats';
import { GalleryError } from '../../gallery/gallery-error';
import type { GalleryItem } from '../../gallery/gallery-item';
import type { SkippedImage } from '../../gallery/gallery-manifest';
import type { BuiltGallery } from '../store/gallery-target';
import { emptyUnits } from './empty-windows';
import { idOf, unchangedItems } from './image-changes';
import type { IndexContext } from './index-context';
import type { IndexUnit } from './index-units';

/** What brings a gallery up to date. */
export interface IndexPlan {
  /** Items that stay. */
  readonly kept: readonly GalleryItem[];
  /** Images and windows that could not be read and have not changed since. */
  readonly skipped: readonly SkippedImage[];
  /** The ids of windows that have too few data and have not changed since. */
  readonly empty: readonly string[];
  /** Images or windows to encode, in their order. */
  readonly work: readonly IndexUnit[];
  /** Whether the list of items changes though nothing is encoded. */
  readonly updates: boolean;
}

/**
 * Compares a gallery with the images that it shall have.
 *
 * @throws GalleryError where none of its images is among them: then the wrong folder was named.
 */
export async function planIndex(
  base: BuiltGallery | null,
  { units, scenes, noScenes, options, target }: IndexContext,
): Promise<IndexPlan> {
  const { metadata, onBroken = 'skip', onProgress, signal } = options;
  const items = base?.items ?? [];
  const files = new Set(units.map(({ file }) => file));
  if (items.length > 0 && files.size > 0 && !items.some(({ file }) => files.has(file))) {
    const problem = `None of the ${items.length} images of the gallery, such as ${items[0]?.file}, is among the given ones, such as ${units[0]?.file}.`;
    throw new GalleryError(
      target.name,
      problem,
      'Name the folder that it was made of, or another folder for the gallery.',
    );
  }
  // With `fail` an image that was skipped is tried again, so that the run stops at it.
  const earlier = onBroken === 'skip' ? (base?.manifest.skipped ?? []) : [];
  const skippedBefore = earlier.length;
  const same = await unchangedItems(
    [...items, ...earlier],
    units,
    (done, total) => onProgress?.({ phase: 'verify', done, total, skipped: skippedBefore }),
    signal,
  );
  const kept = items.filter((item) => same.has(idOf(item)));
  const skipped = [...noScenes, ...earlier.filter((item) => same.has(idOf(item)))];
  const empty = emptyUnits(base?.manifest.scenes ?? [], units);
  const done = new Set([...same, ...empty]);
  const newMetadata =
    metadata !== undefined &&
    kept.some((item) => canonicalJson(item.metadata) !== canonicalJson(metadata.get(item.file) ?? {}));
  const records = base?.manifest.scenes.map(({ empty: _, ...record }) => record) ?? [];
  return {
    ...{ kept, skipped, empty },
    work: units.filter(({ id }) => !done.has(id)),
    updates:
      newMetadata ||
      kept.length !== items.length ||
      canonicalJson(skipped) !== canonicalJson(base?.manifest.skipped ?? []) ||
      canonicalJson(records) !== canonicalJson(scenes.map(({ record }) => record)),
  };
}
