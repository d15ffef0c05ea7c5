import { canonicalJson } from '@rs-sam/foundation/formats';
import { GalleryError } from '../../gallery/gallery-error';
import { isPostgres, postgresPlace } from '../postgres/postgres-place';
import { readStoredGallery, type StoredGallery } from './gallery-folder';

/** A gallery that takes part in a merge. */
export interface MergedGallery extends StoredGallery {
  readonly folder: string;
}

/**
 * Shards 1 … n in their order, or one whole gallery.
 *
 * @throws GalleryError where a shard is missing or given twice, or galleries were made in different ways.
 */
export async function sortedGalleries(
  folders: readonly string[],
): Promise<readonly [MergedGallery, ...MergedGallery[]]> {
  const found: MergedGallery[] = [];
  for (const folder of folders) {
    if (isPostgres(folder)) {
      throw new GalleryError(postgresPlace(folder).name, 'Only folders are merged.', 'Name the folders of all shards.');
    }
    const stored = await readStoredGallery(folder);
    if (stored === null) {
      throw new GalleryError(
        folder,
        'There is no finished gallery here.',
        'Finish it first: rerun its `rs-sam index`.',
      );
    }
    found.push({ folder, ...stored });
  }
  const [first, ...others] = found;
  if (first === undefined) throw new GalleryError('.', 'No gallery was named.', 'Name the folders of all shards.');
  const madeBy = ({ manifest }: StoredGallery) => {
    const { model, features, shortlist, thumbnail, windows, arrays } = manifest;
    // Shards differ in the windows that they have found empty.
    const scenes = manifest.scenes.map(({ empty: _, ...scene }) => scene);
    return canonicalJson({ model, features, shortlist, thumbnail, windows, arrays, scenes });
  };
  const other = others.find((gallery) => madeBy(gallery) !== madeBy(first));
  if (other !== undefined) {
    const problem = `It was made by another model or in another way than ${first.folder}.`;
    throw new GalleryError(other.folder, problem, 'Index all shards with the same checkpoint and settings.');
  }
  if (first.manifest.shard === null && others.length === 0) return [first];
  return inShardOrder([first, ...others]);
}

function inShardOrder(
  galleries: readonly [MergedGallery, ...MergedGallery[]],
): readonly [MergedGallery, ...MergedGallery[]] {
  const [first] = galleries;
  const count = first.manifest.shard?.count;
  const byIndex = new Map<number, MergedGallery>();
  for (const gallery of galleries) {
    const { shard } = gallery.manifest;
    if (shard === null || shard.count !== count) {
      const problem =
        shard === null ? 'It is a whole gallery, not a shard.' : `It is a shard of ${shard.count}, not of ${count}.`;
      throw new GalleryError(gallery.folder, problem, 'Name the shards of one gallery, or one whole gallery alone.');
    }
    const twin = byIndex.get(shard.index);
    if (twin !== undefined) {
      const problem = `Shard ${shard.index} of ${count} is also in ${twin.folder}.`;
      throw new GalleryError(gallery.folder, problem, 'Name each shard once.');
    }
    byIndex.set(shard.index, gallery);
  }
  const missing = Array.from({ length: count ?? 0 }, (_, at) => at + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) {
    const problem = `Of ${count} shards these are missing: ${missing.join(', ')}.`;
    throw new GalleryError(first.folder, problem, 'Name the folders of all shards.');
  }
  const sorted = [...byIndex].sort(([a], [b]) => a - b).map(([, gallery]) => gallery);
  return sorted as [MergedGallery, ...MergedGallery[]];
}
