import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, sealJson, sha256, unsealJson } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import type * as v from 'valibot';
import { type FeatureManifest, ManifestSchema } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';

/** The files of a store. An unfinished store has `partial.json` and `journal.jsonl` in place of the manifest. */
export const storeFiles = (folder: string) => ({
  manifest: join(folder, 'manifest.json'),
  features: join(folder, 'features.npy'),
  partial: join(folder, 'partial.json'),
  journal: join(folder, 'journal.jsonl'),
  lock: join(folder, 'lock.json'),
});

/** The hash by which a store recognises its data set. */
export const namesHash = (names: readonly string[]): string => sha256(names.join('\n'));

/** JSON as a store has it, with its checksum: the same content gives the same bytes. */
export const formatStoreJson = (content: object): string => sealJson(`${JSON.stringify(content, null, 1)}\n`);

/** @throws {FeatureStoreError} where there is no valid manifest. */
export async function readManifest(folder: string): Promise<FeatureManifest> {
  const files = storeFiles(folder);
  const text = await readFile(files.manifest, 'utf8').catch(async (error: Error) => {
    if (await exists(files.partial)) {
      const remedy = 'Rerun the same extraction: it resumes where it stopped.';
      throw new FeatureStoreError(folder, 'This feature store is not finished.', remedy, { cause: error });
    }
    const remedy = 'Make it with `rs-sam extract`, or name the folder that has manifest.json and features.npy.';
    throw new FeatureStoreError(folder, 'There is no feature store here.', remedy, { cause: error });
  });
  return parseStoreJson(folder, 'manifest.json', text, ManifestSchema);
}

/**
 * Stores of earlier versions have no checksum.
 *
 * @throws {FeatureStoreError} names the field that is wrong, or says that the checksum is.
 */
export function parseStoreJson<T extends v.GenericSchema>(
  folder: string,
  file: string,
  text: string,
  schema: T,
): v.InferOutput<T> {
  const { json, seal } = unsealJson(text);
  const { value, problem } = parseJson(json, schema);
  const refuse = (what: string, remedy: string): never => {
    throw new FeatureStoreError(folder, `${file} ${what}.`, remedy);
  };
  // A wrong field says more than a wrong checksum.
  if (problem !== null) {
    return refuse(
      problem,
      'It was edited or made by another version. Delete the folder and extract the features again.',
    );
  }
  if (seal === 'broken') {
    const remedy = 'It was edited or damaged. Copy the folder again, or delete it and extract the features again.';
    return refuse('does not have the checksum that it gives', remedy);
  }
  return value;
}

/** Removes the files of an unfinished store. A run that was killed between its last two steps may leave them. */
export async function removeTraces(folder: string): Promise<void> {
  const files = storeFiles(folder);
  await rm(files.journal, { force: true });
  await rm(files.partial, { force: true });
}
