import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import { readTfjsModel } from '../../weights/tfjs-model';
import type { WeightSet } from '../../weights/weight-set';

/**
 * Reads the weights of a tfjs layers model on disk.
 *
 * @param file - Its `model.json`; the shards stand beside it.
 * @throws WeightFileError where it is no tfjs model or a shard is missing.
 */
export async function readTfjsFolder(file: string): Promise<WeightSet> {
  const text = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new WeightFileError(file, `is no JSON: ${(error as Error).message}`, { cause: error });
  }
  return readTfjsModel(json, (path) => readShard(file, path), file);
}

async function readShard(file: string, path: string): Promise<Uint8Array> {
  // A manifest names files beside it; one that points elsewhere is not followed.
  const shard = join(dirname(file), basename(path));
  try {
    return await readFile(shard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new WeightFileError(file, `names the shard ${path}, which is not beside it. Copy the whole folder.`);
  }
}
