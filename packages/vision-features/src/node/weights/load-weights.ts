import { join } from 'node:path';
import { cutNetwork } from '../../backbones/cut-network';
import { type BackboneName, backboneDefinitions } from '../../backbones/definitions';
import { fitWeights } from '../../weights/fit-weights';
import type { WeightSet } from '../../weights/weight-set';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { listWeights } from './list-weights';
import { WeightsDamagedError } from './pull-errors';
import { readWeights } from './read-weights';
import { weightsFolder } from './weights-folder';
import { weightsHash } from './weights-hash';

/** Options of `loadWeights`. */
export interface LoadWeightsOptions {
  /** An id of `listWeights`, or the path of a weight file. Default: the first of the backbone's that are in the user's folder. */
  readonly from?: string | undefined;
  /** The user's folder of weight files. Default: `weightsFolder()`. */
  readonly folder?: string | undefined;
}

/** The user's folder has no weights of that backbone. */
export class NoWeightsError extends Error {
  override readonly name = 'NoWeightsError';

  constructor(
    readonly backbone: BackboneName,
    readonly folder: string,
  ) {
    super(
      `There are no weights of ${backbone} in ${folder}. Fetch them: rs-sam weights pull ${backbone}\nor take a file of yours: rs-sam weights import <file>`,
    );
  }
}

/**
 * Reads a backbone's weights from the user's folder or from a file. Those of the folder are checked against the hash that they had
 * when they came.
 *
 * @throws NoWeightsError where the folder has none of that backbone.
 * @throws WeightsDamagedError where they have changed since they came.
 * @throws WeightFileError, MissingWeightError, WeightShapeError
 */
export async function loadWeights(backbone: BackboneName, options: LoadWeightsOptions = {}): Promise<WeightSet> {
  const folder = options.folder ?? weightsFolder();
  if (options.from !== undefined) {
    const named = (await installedWeights(folder)).get(options.from);
    return named === undefined ? readWeights(options.from) : readInstalled(named);
  }
  const first = (await listWeights(folder)).find((one) => one.backbone === backbone && one.installed !== undefined);
  if (first?.installed === undefined) throw new NoWeightsError(backbone, folder);
  return readInstalled(first.installed);
}

/**
 * Reads weights of the user's folder and checks them.
 *
 * @throws WeightsDamagedError where they have changed since they came.
 */
export async function readInstalled({ id, backbone, folder, file, sha256 }: InstalledWeights): Promise<WeightSet> {
  const weights = await readWeights(join(folder, file));
  const { network, layer } = backboneDefinitions[backbone];
  const found = weightsHash(fitWeights(cutNetwork(network, layer), weights));
  if (found !== sha256) {
    throw new WeightsDamagedError(folder, found, sha256, `Remove the folder and fetch the weights again: ${id}`);
  }
  return weights;
}
