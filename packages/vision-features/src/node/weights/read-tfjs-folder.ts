import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WeightFileError } from '../../weights/errors';
import { parseTfjsModel, readTfjsModel } from '../../weights/tfjs-model';
import type { WeightSet } from '../../weights/weight-set';

/**
 * Reads the weights of a tfjs layers model on disk.
 *
 * @param file - Its `model.json`; the shards are in the same folder.
 * @throws WeightFileError where it is not a tfjs model or one of its files is missing.
 */
export async function readTfjsFolder(file: string): Promise<WeightSet> {
  const json = await readModelJson(file);
  return readTfjsModel(json, (path) => readShard(file, path), file);
}

/** The names of all files that belong to a model, `model.json` first. */
export async function tfjsFiles(file: string): Promise<string[]> {
  const { weightsManifest } = parseTfjsModel(await readModelJson(file), file);
  return [basename(file), ...weightsManifest.flatMap(({ paths }) => paths.map((path) => basename(path)))];
}

async function readModelJson(file: string): Promise<unknown> {
  const text = await readPart(file, file);
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch (error) {
    throw new WeightFileError(file, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** A manifest names files in its own folder; paths that lead elsewhere are not followed. */
function readShard(file: string, path: string): Promise<Uint8Array> {
  return readPart(file, join(dirname(file), basename(path)));
}

async function readPart(model: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new WeightFileError(model, `is incomplete: ${file} does not exist. Copy the whole folder.`, { cause: error });
  }
}
