import { mkdir, open, rename, rm } from 'node:fs/promises';
import { writeFileAtomically, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import type { FeatureManifest } from './feature-manifest';
import { FeatureStoreError, ForeignStoreError } from './feature-store-error';
import { featureHeader } from './feature-type';
import { openFeatureStore } from './open-feature-store';
import { recipeDifferences, wholeRecipe } from './recipe-differences';
import { exists, printJson, readManifest, storeFiles } from './store-files';
import { lockStore } from './store-lock';
import { visitRows } from './visit-rows';

export interface MergeOptions {
  /** The finished shards, in any order. */
  readonly shards: readonly string[];
  /** Folder of the store that they make up. */
  readonly out: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Joins the shards of a data set into the store that an undivided extraction would have written, byte for byte. The rows are held
 * against their hashes on the way. The shards stay; a merge that was interrupted is done again from the start.
 *
 * @throws {FeatureStoreError} where a shard is missing, there twice, unfinished or damaged, or the folder holds a store already.
 * @throws {ForeignStoreError} where one is of another kind than the rest.
 */
export async function mergeFeatureStores({ shards, out, onProgress, signal }: MergeOptions): Promise<FeatureManifest> {
  const parts = await sortedShards(shards);
  const first = (parts[0] as Part).manifest;
  await mkdir(out, { recursive: true });
  const unlock = await lockStore(out);
  try {
    const files = storeFiles(out);
    if ((await exists(files.features)) || (await exists(files.partial))) {
      const remedy = 'Name a folder for the merged one, or delete what is there.';
      throw new FeatureStoreError(out, 'There is a feature store here already.', remedy);
    }
    const images = parts.flatMap(({ manifest }) => manifest.images);
    const broken = parts.flatMap(({ manifest }) => manifest.broken);
    const { shard: _, images: __, broken: ___, ...recipe } = first;
    const merged: FeatureManifest = { ...recipe, shard: null, images, broken };
    const temporary = `${files.features}.tmp`;
    await writeMerged(temporary, parts, merged, (done) => {
      signal?.throwIfAborted();
      onProgress?.({ done, total: images.length });
    });
    await rename(temporary, files.features);
    await writeFileAtomically(files.manifest, printJson(merged));
    return merged;
  } finally {
    await unlock();
  }
}

/** Writes the rows of all parts as one array; on an error nothing stays. */
async function writeMerged(
  path: string,
  parts: readonly Part[],
  { dtype, regions, depth, views, images }: FeatureManifest,
  onImage: (done: number) => void,
): Promise<void> {
  const target = await open(path, 'w');
  try {
    await writeFully(target, featureHeader(dtype, [images.length * views.length, regions, depth]), 0);
    let end = NPY_HEADER_BYTES;
    let done = 0;
    for (const { folder, manifest } of parts) {
      const source = await open(storeFiles(folder).features, 'r');
      try {
        await visitRows(folder, manifest, source, async (rows) => {
          await writeFully(target, rows, end);
          end += rows.length;
          onImage(++done);
        });
      } finally {
        await source.close();
      }
    }
    await target.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

interface Part {
  readonly folder: string;
  readonly manifest: FeatureManifest;
}

/** Shards 1 … n in their order, all there and of one kind. */
async function sortedShards(folders: readonly string[]): Promise<Part[]> {
  const parts: Part[] = [];
  for (const folder of folders) {
    await (await openFeatureStore(folder)).close();
    parts.push({ folder, manifest: await readManifest(folder) });
  }
  const [first] = parts;
  if (first === undefined) throw new FeatureStoreError('.', 'No shard was named.', 'Name the folders of all shards.');
  const count = first.manifest.shard?.count ?? 0;
  const sorted = new Map<number, Part>();
  for (const part of parts) {
    const { folder, manifest } = part;
    if (manifest.shard === null) {
      throw new FeatureStoreError(folder, 'This is no shard but a whole store.', 'Name shards only.');
    }
    const differences = recipeDifferences(manifest, wholeRecipe(first.manifest));
    if (manifest.shard.count !== count) {
      differences.push({ field: 'shard.count', stored: manifest.shard.count, wanted: count });
    }
    if (differences.length > 0) {
      const remedy = `It does not go with ${first.folder}. Extract it with the same settings, or leave it out.`;
      throw new ForeignStoreError(folder, differences, remedy);
    }
    const other = sorted.get(manifest.shard.index);
    if (other) {
      const problem = `Shard ${manifest.shard.index} of ${count} is in ${other.folder} too.`;
      throw new FeatureStoreError(folder, problem, 'Name it once.');
    }
    sorted.set(manifest.shard.index, part);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !sorted.has(index));
  if (missing.length > 0) {
    const problem = `Of ${count} shards these are missing: ${missing.join(', ')}.`;
    throw new FeatureStoreError(first.folder, problem, 'Name the folders of all shards.');
  }
  return [...sorted].sort(([a], [b]) => a - b).map(([, part]) => part);
}
