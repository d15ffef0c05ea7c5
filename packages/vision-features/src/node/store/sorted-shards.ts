import type { FeatureManifest } from './feature-manifest';
import { FeatureStoreError, StoreMismatchError } from './feature-store-error';
import { openFeatureStore } from './open-feature-store';
import { recipeDifferences, wholeRecipe } from './recipe-differences';

/** A finished shard. */
export interface StoredShard {
  readonly folder: string;
  readonly manifest: FeatureManifest;
}

/**
 * Shards 1 … n in their order.
 *
 * @throws {FeatureStoreError} where one is missing, given twice, or is a whole store.
 * @throws {StoreMismatchError} where one has another recipe than the first.
 */
export async function sortedShards(folders: readonly string[]): Promise<StoredShard[]> {
  const shards: StoredShard[] = [];
  for (const folder of folders) {
    const store = await openFeatureStore(folder);
    await store.close();
    shards.push({ folder, manifest: store.manifest });
  }
  const [first] = shards;
  if (first === undefined) throw new FeatureStoreError('.', 'No shard was named.', 'Name the folders of all shards.');
  const count = first.manifest.shard?.count ?? 0;
  const sorted = new Map<number, StoredShard>();
  for (const shard of shards) {
    const { folder, manifest } = shard;
    if (manifest.shard === null) {
      throw new FeatureStoreError(folder, 'This is a whole store, not a shard.', 'Name shards only.');
    }
    const differences = recipeDifferences(manifest, wholeRecipe(first.manifest));
    if (manifest.shard.count !== count) {
      differences.push({ field: 'shard.count', stored: manifest.shard.count, wanted: count });
    }
    if (differences.length > 0) {
      const remedy = `It cannot be merged with ${first.folder}. Extract it with the same settings, or leave it out.`;
      throw new StoreMismatchError(folder, differences, remedy);
    }
    const other = sorted.get(manifest.shard.index);
    if (other) {
      const problem = `Shard ${manifest.shard.index} of ${count} is also in ${other.folder}.`;
      throw new FeatureStoreError(folder, problem, 'Name each shard once.');
    }
    sorted.set(manifest.shard.index, shard);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !sorted.has(index));
  if (missing.length > 0) {
    const problem = `Of ${count} shards these are missing: ${missing.join(', ')}.`;
    throw new FeatureStoreError(first.folder, problem, 'Name the folders of all shards.');
  }
  return [...sorted].sort(([a], [b]) => a - b).map(([, shard]) => shard);
}
