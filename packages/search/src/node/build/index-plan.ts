import { canonicalJson } from '@rs-sam/foundation/formats';
import type { NamedImage } from '@rs-sam/vision-features/node';
import { GalleryError } from '../../gallery/gallery-error';
import type { StoredItem } from '../../gallery/gallery-item';
import type { SkippedImage } from '../../gallery/gallery-manifest';
import type { StoredGallery } from '../store/gallery-folder';
import { unchangedImages } from './image-changes';
import type { IndexOptions } from './index-options';

/** What brings a gallery up to date. */
export interface IndexPlan {
  /** Items that stay. */
  readonly kept: readonly StoredItem[];
  /** Images that could not be read and have not changed since. */
  readonly skipped: readonly SkippedImage[];
  /** Images to encode, in the order of the images. */
  readonly work: readonly NamedImage[];
  /** Whether the list of items changes though nothing is encoded. */
  readonly updates: boolean;
}

/**
 * Compares a gallery with the images that it shall have.
 *
 * @throws GalleryError where none of its images is among them: then the wrong folder was named.
 */
export async function planIndex(
  base: StoredGallery | null,
  images: readonly NamedImage[],
  { out, metadata, onBroken = 'skip', onProgress, signal }: IndexOptions,
): Promise<IndexPlan> {
  const items = base?.items ?? [];
  const names = new Set(images.map(({ name }) => name));
  if (items.length > 0 && names.size > 0 && !items.some(({ file }) => names.has(file))) {
    const problem = `None of the ${items.length} images of the gallery, such as ${items[0]?.file}, is among the given ones, such as ${images[0]?.name}.`;
    throw new GalleryError(out, problem, 'Name the folder that it was made of, or another folder for the gallery.');
  }
  // With `fail` an image that was skipped is tried again, so that the run stops at it.
  const earlier = onBroken === 'skip' ? (base?.manifest.skipped ?? []) : [];
  const skippedBefore = earlier.length;
  const same = await unchangedImages(
    [...items, ...earlier],
    images,
    (done, total) => onProgress?.({ phase: 'verify', done, total, skipped: skippedBefore }),
    signal,
  );
  const kept = items.filter(({ file }) => same.has(file));
  const skipped = earlier.filter(({ file }) => same.has(file));
  const work = images.filter(({ name }) => !same.has(name));
  const toldSkipped = base?.manifest.skipped.length ?? 0;
  const newMetadata =
    metadata !== undefined &&
    kept.some((item) => canonicalJson(item.metadata) !== canonicalJson(metadata.get(item.file) ?? {}));
  return {
    kept,
    skipped,
    work,
    updates: kept.length !== items.length || skipped.length !== toldSkipped || newMetadata,
  };
}
