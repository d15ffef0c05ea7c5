import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathProblem, sealJson, unsealJson } from '@rs-sam/foundation/files';
import { formatJson, parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { backboneNames } from '../../backbones/definitions';
import { WeightFileError } from '../../weights/errors';

const path = v.pipe(
  v.string(),
  v.check((file) => pathProblem(file) === null, 'not a path in the folder'),
);

const recordSchema = v.strictObject({
  format: v.literal('rs-sam weights 1'),
  id: v.string(),
  backbone: v.picklist(backboneNames),
  classifier: v.boolean(),
  /** The file that is read, relative to the record. */
  file: path,
  /** Of the weights up to the backbone's last map, as `weightsHash` computes it. */
  sha256: v.string(),
  /** Their origin. */
  source: v.string(),
  /** SHA-256 of each file of the folder, the classifier and everything else in it included. Weights of earlier versions have none. */
  files: v.optional(v.record(path, v.string())),
});

/** The record of weights in the user's folder, beside them as `weights.json`. */
export type WeightRecord = v.InferOutput<typeof recordSchema>;

/** Weights in the user's folder. */
export interface InstalledWeights extends WeightRecord {
  readonly folder: string;
}

/** File name of the record. It is written last, so a folder without it does not count as weights. */
export const RECORD = 'weights.json';

/** The text of a record, with its checksum. */
export const formatRecord = (record: WeightRecord): string => sealJson(formatJson(record));

/**
 * All weights in a folder, by id. Folders without a record, or with one of another release, are ignored.
 *
 * @throws WeightFileError names a record that is damaged.
 */
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
  const file = join(folder, RECORD);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new WeightFileError(file, `cannot be read: ${error.message}.`, { cause: error });
  });
  if (text === undefined) return undefined;
  const { json, seal } = unsealJson(text);
  const { value, problem } = parseJson(json, recordSchema);
  // Records of earlier versions have no checksum; another form under an intact checksum is that of a later one.
  if (seal !== 'broken' && value !== null) return { ...value, folder };
  if (seal === 'kept') return undefined;
  const damage = seal === 'broken' ? 'does not have the checksum that it gives' : problem;
  throw new WeightFileError(file, `is damaged: it ${damage}. Delete ${folder} and install these weights again.`);
}
