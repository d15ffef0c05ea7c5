import { open } from 'node:fs/promises';
import type { FeatureManifest } from './feature-manifest';
import { openFeatureStore } from './open-feature-store';
import { storeFiles } from './store-files';
import { visitRows } from './visit-rows';

/**
 * Holds every number of a finished store against the hashes in its manifest.
 *
 * @throws {FeatureStoreError} that names the first image whose features are not those that were written.
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
