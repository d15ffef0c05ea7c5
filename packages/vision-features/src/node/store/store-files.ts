import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@rs-sam/foundation/files';
import * as v from 'valibot';
import { type FeatureManifest, ManifestSchema } from './feature-manifest';
import { FeatureStoreError } from './feature-store-error';

/** The files of a store. While it is being made, `partial.json` and `journal.jsonl` stand in for the manifest. */
export const storeFiles = (folder: string) => ({
  manifest: join(folder, 'manifest.json'),
  features: join(folder, 'features.npy'),
  partial: join(folder, 'partial.json'),
  journal: join(folder, 'journal.jsonl'),
  lock: join(folder, 'lock.json'),
});

/** The hash by which a store knows its data set. */
export const namesHash = (names: readonly string[]): string => sha256(names.join('\n'));

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** JSON as it is written: the same content gives the same bytes. */
export const printJson = (content: unknown): string => `${JSON.stringify(content, null, 1)}\n`;

/** @throws {FeatureStoreError} where there is no manifest, or it is not one. */
export async function readManifest(folder: string): Promise<FeatureManifest> {
  const files = storeFiles(folder);
  const text = await readFile(files.manifest, 'utf8').catch(async (error: Error) => {
    if (await exists(files.partial)) {
      const remedy = 'Run the same extraction again: it goes on where it stopped.';
      throw new FeatureStoreError(folder, 'This feature store is not finished.', remedy, { cause: error });
    }
    const remedy = 'Make it with `rs-sam extract`, or name the folder that holds manifest.json and features.npy.';
    throw new FeatureStoreError(folder, 'There is no feature store here.', remedy, { cause: error });
  });
  return parseJson(folder, 'manifest.json', text, ManifestSchema);
}

/** @throws {FeatureStoreError} that names the field which is wrong. */
export function parseJson<T extends v.GenericSchema>(
  folder: string,
  file: string,
  text: string,
  schema: T,
): v.InferOutput<T> {
  const remedy = 'It was edited or made by another version. Delete the folder and make the features again.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FeatureStoreError(folder, `${file} is not JSON: ${(cause as Error).message}.`, remedy, { cause });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const problem = `${file} has a wrong field ${v.getDotPath(issue) ?? ''}: ${issue.message}.`;
  throw new FeatureStoreError(folder, problem, remedy);
}
