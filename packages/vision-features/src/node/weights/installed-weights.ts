import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathProblem } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { backboneNames } from '../../backbones/definitions';

const recordSchema = v.object({
  format: v.literal('rs-sam weights 1'),
  id: v.string(),
  backbone: v.picklist(backboneNames),
  classifier: v.boolean(),
  /** The file that is read, relative to the record. */
  file: v.pipe(
    v.string(),
    v.check((file) => pathProblem(file) === null, 'not a path in the folder'),
  ),
  /** Of the weights up to the backbone's last map, as `weightsHash` computes it. */
  sha256: v.string(),
  /** Their origin. */
  source: v.string(),
});

/** The record of weights in the user's folder, beside them as `weights.json`. */
export type WeightRecord = v.InferOutput<typeof recordSchema>;

/** Weights in the user's folder. */
export interface InstalledWeights extends WeightRecord {
  readonly folder: string;
}

/** File name of the record. It is written last, so a folder without it does not count as weights. */
export const RECORD = 'weights.json';

/** All weights in a folder, by id. Folders without a valid record are ignored. */
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
  const text = await readFile(join(folder, RECORD), 'utf8').catch(() => '');
  const { value } = parseJson(text, recordSchema);
  return value === null ? undefined : { ...value, folder };
}
