import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { backboneNames } from '../../backbones/definitions';

const recordSchema = v.object({
  format: v.literal('rs-sam weights 1'),
  id: v.string(),
  backbone: v.picklist(backboneNames),
  classifier: v.boolean(),
  /** The file that is read, relative to the record. */
  file: v.string(),
  /** Of the weights up to the backbone's last map, as `weightsHash` has it. */
  sha256: v.string(),
  /** Where they came from. */
  source: v.string(),
});

/** What is known about weights in the user's folder; it lies beside them as `weights.json`. */
export type WeightRecord = v.InferOutput<typeof recordSchema>;

/** Weights in the user's folder. */
export interface InstalledWeights extends WeightRecord {
  readonly folder: string;
}

/** Name of the record; written last, so that a folder without it is not taken for weights. */
export const RECORD = 'weights.json';

/** All weights in a folder, by id. What is no such record is passed over. */
export async function installedWeights(root: string): Promise<ReadonlyMap<string, InstalledWeights>> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => installedAt(join(root, name))),
  );
  return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one]])));
}

async function installedAt(folder: string): Promise<InstalledWeights | undefined> {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(await readFile(join(folder, RECORD), 'utf8')));
    return parsed.success ? { ...parsed.output, folder } : undefined;
  } catch {
    return undefined;
  }
}
