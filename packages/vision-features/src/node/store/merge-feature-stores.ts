import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { exists, writeFileAtomically, writeFully, writePiecesAtomically } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { abortSignal, callback, checkOptions, listOf, text } from '@rs-sam/foundation/options';
import type { FeatureManifest } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';
import { featureHeader } from './feature-type';
import { type StoredShard, sortedShards } from './sorted-shards';
import { formatStoreJson, storeFiles } from './store-files';
import { lockStore } from './store-lock';
import { visitRows } from './visit-rows';

export interface MergeOptions {
  /** The finished shards, in any order. */
  readonly shards: readonly string[];
  /** Folder of the merged store. */
  readonly out: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

const rules = {
  shards: listOf(text('the path of a folder'), 'a list of folders'),
  out: text('the path of a folder'),
  onProgress: callback,
  signal: abortSignal,
};

/**
 * Joins the shards of a data set into the store that an undivided extraction would have written, byte for byte. The rows are checked
 * against their hashes. The shards stay; an interrupted merge starts again.
 *
 * @throws {FeatureStoreError} where a shard is missing, given twice, unfinished or damaged, or the folder already has a store.
 * @throws {StoreMismatchError} where a shard has another recipe than the first.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function mergeFeatureStores(options: MergeOptions): Promise<FeatureManifest> {
  checkOptions('mergeFeatureStores', rules, options, ['shards', 'out']);
  const { shards, out, onProgress, signal } = options;
  const sorted = await sortedShards(shards);
  const first = (sorted[0] as StoredShard).manifest;
  await mkdir(out, { recursive: true });
  const unlock = await lockStore(out);
  try {
    const files = storeFiles(out);
    const taken = [files.manifest, files.features, files.partial, files.journal];
    if ((await Promise.all(taken.map(exists))).includes(true)) {
      const remedy = 'Name another folder for the merged store, or delete this one.';
      throw new FeatureStoreError(out, 'There is already a feature store here.', remedy);
    }
    const images = sorted.flatMap(({ manifest }) => manifest.images);
    const broken = sorted.flatMap(({ manifest }) => manifest.broken);
    const { shard: _, images: __, broken: ___, ...recipe } = first;
    const merged: FeatureManifest = { ...recipe, shard: null, images, broken };
    await writePiecesAtomically(files.features, (target) =>
      writeMerged(target, sorted, merged, (done) => {
        signal?.throwIfAborted();
        onProgress?.({ done, total: images.length });
      }),
    );
    await writeFileAtomically(files.manifest, formatStoreJson(merged));
    return merged;
  } finally {
    await unlock();
  }
}

/** Writes the rows of all shards as one array. */
async function writeMerged(
  target: FileHandle,
  shards: readonly StoredShard[],
  { dtype, regions, depth, views, images }: FeatureManifest,
  onImage: (done: number) => void,
): Promise<void> {
  await writeFully(target, featureHeader(dtype, [images.length * views.length, regions, depth]), 0);
  let end = NPY_HEADER_BYTES;
  let done = 0;
  for (const { folder, manifest } of shards) {
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
}
