import { join } from 'node:path';
import { fileHash } from './file-hash';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { knownWeights, UnknownWeightsError } from './known-weights';
import { readInstalled } from './load-weights';
import { WeightsDamagedError } from './pull-errors';
import { weightsFolder } from './weights-folder';

/** What a verification found. */
export interface WeightsVerdict {
  readonly weights: InstalledWeights;
  /** Undefined where they are as they were published, or as they came if nobody published them. */
  readonly problem: Error | undefined;
}

/**
 * Reads weights of the user's folder in full and compares their hashes with the published ones, and with those they had when they came.
 *
 * @param id - Which. Default: all that are there.
 * @throws UnknownWeightsError where the folder has none of that id.
 */
export async function verifyWeights(id?: string, folder: string = weightsFolder()): Promise<readonly WeightsVerdict[]> {
  const installed = await installedWeights(folder);
  if (id !== undefined && !installed.has(id)) throw new UnknownWeightsError(id, [...installed.keys()]);
  const verdicts: WeightsVerdict[] = [];
  for (const weights of installed.values()) {
    if (id === undefined || weights.id === id) verdicts.push({ weights, problem: await problemOf(weights) });
  }
  return verdicts;
}

async function problemOf(weights: InstalledWeights): Promise<Error | undefined> {
  const { id, folder, file, sha256 } = weights;
  const remedy = `Remove ${folder} and fetch them again: rs-sam weights pull ${id}`;
  try {
    const known = knownWeights.find((one) => one.id === id);
    if (known?.kind === 'keras') {
      const md5 = await fileHash(join(folder, file), 'md5', 'hex');
      if (md5 !== known.md5) return new WeightsDamagedError(id, md5, known.md5, remedy);
    }
    if (known?.kind === 'npm' && sha256 !== known.sha256)
      return new WeightsDamagedError(id, sha256, known.sha256, remedy);
    await readInstalled(weights);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
