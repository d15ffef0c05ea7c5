import { galleryTarget } from '../gallery-place';
import type { BuiltGallery, GalleryTarget, LockedGallery } from '../store/gallery-target';
import { carryOutPlan } from './carry-out-plan';
import { type IndexContext, indexContext } from './index-context';
import { checkIndexOptions, type IndexOptions, type IndexReport } from './index-options';
import { planIndex } from './index-plan';
import { openItemEncoder } from './item-encoder';
import { refuseOtherOrigin } from './same-origin';
import { readSearchCheckpoint } from './search-checkpoint';

/**
 * Makes a gallery of images, or of windows of scenes, resumes an interrupted run, or brings a finished gallery up to date: new and changed images are encoded,
 * items whose images are gone are removed, and metadata are replaced. Nothing is written where nothing has changed.
 *
 * The bytes depend neither on the number of workers nor on interruptions. It computes in the current engine of tfjs.
 *
 * @throws GalleryMismatchError where the gallery was made by another model or in another way, unless `rebuild` is set.
 * @throws GalleryError where the gallery is damaged or its database fails, or none of its images is among these.
 * @throws FeaturesMismatchError where the extractor at hand is not the one of the checkpoint.
 * @throws LockHeldError, CheckpointError, ShortlistError, InvalidOptionError, and with `onBroken: 'fail'` BrokenImageError
 * @throws The reason of `signal`.
 */
export async function indexImages(options: IndexOptions): Promise<IndexReport> {
  checkIndexOptions(options);
  return indexInto(galleryTarget(options.out), options);
}

/** @param target the place of `out`. */
export async function indexInto(target: GalleryTarget, options: IndexOptions): Promise<IndexReport> {
  const checkpoint = await readSearchCheckpoint(options.checkpoint, options);
  try {
    const encoder = await openItemEncoder(checkpoint);
    return await target.locked(async (gallery) =>
      indexLocked(gallery, await indexContext(options, target, checkpoint, encoder)),
    );
  } finally {
    checkpoint.loaded.model.dispose();
    await checkpoint.loaded.text?.dispose();
  }
}

async function indexLocked(gallery: LockedGallery, context: IndexContext): Promise<IndexReport> {
  const { options, origin, target } = context;
  const { rebuild = false } = options;
  const stored = await gallery.read();
  if (stored !== null && !rebuild && stored.items.length > 0) refuseOtherOrigin(target.name, stored.manifest, origin);
  let current = stored;
  // A gallery without items is started anew, by other settings if need be.
  let base = rebuild || stored?.items.length === 0 ? null : stored;
  let [resumed, written] = [0, false];
  for (;;) {
    const result = await carryOutPlan(gallery, context, await planIndex(base, context), base, current);
    resumed += result.resumed;
    written ||= result.written;
    [base, current] = [result.gallery, result.gallery];
    if (result.finished) return report(context, stored, result.gallery, { resumed, written });
  }
}

function report(
  { options }: IndexContext,
  before: BuiltGallery | null,
  { items, manifest }: BuiltGallery,
  told: Pick<IndexReport, 'resumed' | 'written'>,
): IndexReport {
  const known = new Map(before?.items.map(({ id, sha256 }) => [id, sha256]));
  const now = new Set(items.map(({ id }) => id));
  const names = new Set(options.images.map(({ name }) => name));
  return {
    ...told,
    items: items.length,
    added: items.filter(({ id }) => !known.has(id)).length,
    changed: items.filter(({ id, sha256 }) => known.has(id) && known.get(id) !== sha256).length,
    removed: [...known.keys()].filter((id) => !now.has(id)).length,
    skipped: manifest.skipped,
    empty: manifest.scenes.reduce((sum, { empty }) => sum + empty.reduce((all, [, count]) => all + count, 0), 0),
    unusedMetadata: [...(options.metadata?.keys() ?? [])].filter((name) => !names.has(name)),
  };
}
