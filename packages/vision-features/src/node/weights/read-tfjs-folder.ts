import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { pathProblem, sha256, unsealJson } from '@rs-sam/foundation/files';
import { WeightFileError } from '../../weights/errors';
import { parseTfjsModel, readTfjsModel } from '../../weights/tfjs-model';
import type { WeightSet } from '../../weights/weight-set';

/**
 * Reads the weights of a tfjs layers model on disk. Folders that `writeWeights` made are checked against their checksums.
 *
 * @param file - Its `model.json`; the shards are in the same folder.
 * @param source - The name in messages. Default: the file.
 * @throws WeightFileError where it is not a tfjs model, one of its files is missing, or does not have its checksum.
 */
export async function readTfjsFolder(file: string, source: string = file): Promise<WeightSet> {
  const json = await readModelJson(file, source);
  const { weightsManifest } = parseTfjsModel(json, source);
  checkPaths(weightsManifest, source);
  const checksums = checksumsOf(json);
  return readTfjsModel(
    json,
    async (path) => {
      const bytes = await readShard(file, path, source);
      const expected = checksums.get(path);
      if (expected !== undefined && sha256(bytes) !== expected) {
        throw new WeightFileError(source, `is damaged: ${path} does not have its checksum. Copy the folder again.`);
      }
      return bytes;
    },
    source,
  );
}

/** The names of all files that belong to a model, `model.json` first. */
export async function tfjsFiles(file: string, source: string = file): Promise<string[]> {
  const { weightsManifest } = parseTfjsModel(await readModelJson(file, source), source);
  checkPaths(weightsManifest, source);
  return [basename(file), ...weightsManifest.flatMap(({ paths }) => paths.map((path) => basename(path)))];
}

/** @throws WeightFileError where a path leads out of the folder, or two paths have the same file name, which is all that is looked at. */
function checkPaths(groups: readonly { readonly paths: readonly string[] }[], source: string): void {
  const seen = new Map<string, string>();
  for (const path of groups.flatMap(({ paths }) => paths)) {
    const problem = pathProblem(path);
    if (problem !== null)
      throw new WeightFileError(source, `names the file ${JSON.stringify(path)}, which ${problem}.`);
    const before = seen.get(basename(path));
    if (before !== undefined)
      throw new WeightFileError(source, `names the files ${before} and ${path}, which are one.`);
    seen.set(basename(path), path);
  }
}

/** SHA-256 by the path of a shard, where `writeWeights` made the folder. */
function checksumsOf(json: unknown): ReadonlyMap<string, unknown> {
  const { checksums } = (json ?? {}) as { readonly checksums?: unknown };
  return new Map(typeof checksums === 'object' && checksums !== null ? Object.entries(checksums) : []);
}

async function readModelJson(file: string, source: string): Promise<unknown> {
  const { json, seal } = unsealJson(new TextDecoder().decode(await readPart(file, source)));
  if (seal === 'broken') {
    throw new WeightFileError(source, 'does not have the checksum that it gives. Copy the folder again.');
  }
  let model: unknown;
  try {
    model = JSON.parse(json);
  } catch (error) {
    throw new WeightFileError(source, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
  // Only `writeWeights` writes checksums of the shards, and it seals the file.
  if (seal === 'absent' && checksumsOf(model).size > 0) {
    throw new WeightFileError(source, 'has lost its own checksum: it is damaged. Copy the folder again.');
  }
  return model;
}

/** A manifest names files in its own folder. */
function readShard(file: string, path: string, source: string): Promise<Uint8Array> {
  return readPart(join(dirname(file), basename(path)), source);
}

async function readPart(file: string, source: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const problem = `is incomplete: ${file} ${fileProblem(error)}. Copy the whole folder.`;
    throw new WeightFileError(source, problem, { cause: error });
  }
}
