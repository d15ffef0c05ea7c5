import { join } from 'node:path';
import { fileHash } from '@rs-sam/foundation/files';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { knownWeights, UnknownWeightsError } from './known-weights';
import { WeightsDamagedError } from './pull-errors';
import { readInstalled } from './read-backbone-weights';
import { weightsFolder } from './weights-folder';

/** The result of a verification. */
export interface WeightsVerdict {
  readonly weights: InstalledWeights;
  /** Undefined where they are unchanged: as published, or as imported. */
  readonly problem: Error | undefined;
}

/**
 * Reads installed weights completely and verifies them by hash: the published one, and the one of the installation.
 *
 * @param id - Default: all installed weights.
 * @throws UnknownWeightsError where no installed weights have that id.
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
  const remedy = `Remove ${folder} and download them again: rs-sam weights pull ${id}`;
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
