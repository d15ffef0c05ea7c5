import { open } from 'node:fs/promises';
import type { FeatureManifest } from './feature-manifest';
import { openFeatureStore } from './open-feature-store';
import { storeFiles } from './store-files';
import { visitRows } from './visit-rows';

/**
 * Compares all numbers of a finished store with the hashes in its manifest.
 *
 * @throws {FeatureStoreError} names the first image whose features have changed.
 */
export async function verifyFeatureStore(folder: string): Promise<FeatureManifest> {
  const { manifest, close } = await openFeatureStore(folder);
  await close();
  const file = await open(storeFiles(folder).features, 'r');
  try {
    await visitRows(folder, manifest, file, async () => undefined);
  } finally {
    await file.close();
  }
  return manifest;
}
