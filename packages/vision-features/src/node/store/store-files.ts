import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, sha256 } from '@rs-sam/foundation/files';
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

/** JSON as a store has it: the same content gives the same bytes. */
export const formatStoreJson = (content: unknown): string => `${JSON.stringify(content, null, 1)}\n`;

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

/** @throws {FeatureStoreError} names the field that is wrong. */
export function parseStoreJson<T extends v.GenericSchema>(
  folder: string,
  file: string,
  text: string,
  schema: T,
): v.InferOutput<T> {
  const { value, problem } = parseJson(text, schema);
  if (problem === null) return value;
  const remedy = 'It was edited or made by another version. Delete the folder and extract the features again.';
  throw new FeatureStoreError(folder, `${file} ${problem}.`, remedy);
}

/** Removes the files of an unfinished store. A run that was killed between its last two steps may leave them. */
export async function removeTraces(folder: string): Promise<void> {
  const files = storeFiles(folder);
  await rm(files.journal, { force: true });
  await rm(files.partial, { force: true });
}
