import { join } from 'node:path';
import { RsSamError } from '@rs-sam/foundation/errors';
import { fileHash } from '@rs-sam/foundation/files';
import { checkOptions, text } from '@rs-sam/foundation/options';
import { cutNetwork } from '../../backbones/cut-network';
import { type BackboneName, backboneDefinitions } from '../../backbones/definitions';
import { WeightFileError } from '../../weights/errors';
import { fitWeights } from '../../weights/fit-weights';
import type { WeightSet } from '../../weights/weight-set';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { listWeights } from './list-weights';
import { WeightsDamagedError } from './pull-errors';
import { readWeights } from './read-weights';
import { weightsFolder } from './weights-folder';
import { weightsHash } from './weights-hash';

/** Options of `readBackboneWeights`. */
export interface BackboneWeightsOptions {
  /** An id of `listWeights`, or the path of a weight file. Default: the first installed weights of the backbone. */
  readonly from?: string | undefined;
  /** The user's folder of weight files. Default: `weightsFolder()`. */
  readonly folder?: string | undefined;
}

/** No weights of the backbone are installed. */
export class NoWeightsError extends RsSamError {
  override readonly name = 'NoWeightsError';
  override readonly code = 'RS_SAM_NO_WEIGHTS';

  constructor(
    readonly backbone: BackboneName,
    readonly folder: string,
  ) {
    super(
      `There are no weights of ${backbone} in ${folder}. Fetch them: rs-sam weights pull ${backbone}, or import a file: rs-sam weights import <file>`,
    );
  }
}

/**
 * Reads the weights of a backbone from the user's folder or from a file. Installed weights are verified by hash.
 *
 * @throws NoWeightsError where no weights of the backbone are installed.
 * @throws WeightsDamagedError where installed weights have changed.
 * @throws WeightFileError, MissingWeightError, WeightShapeError, InvalidOptionError
 */
export async function readBackboneWeights(
  backbone: BackboneName,
  options: BackboneWeightsOptions = {},
): Promise<WeightSet> {
  const rules = { from: text('an id or the path of a weight file'), folder: text('the path of a folder') };
  checkOptions('readBackboneWeights', rules, options);
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
 * Reads installed weights and verifies them by hash, their files and their numbers.
 *
 * @throws WeightsDamagedError where installed weights have changed.
 */
export async function readInstalled({
  id,
  backbone,
  folder,
  file,
  sha256,
  files = {},
}: InstalledWeights): Promise<WeightSet> {
  const remedy = `Remove the folder ${folder} and install the weights again: ${id}`;
  for (const [name, expected] of Object.entries(files)) {
    const path = join(folder, name);
    const found = await fileHash(path, 'sha256', 'hex').catch((cause: NodeJS.ErrnoException) => {
      const problem = cause.code === 'ENOENT' ? `${path} does not exist` : cause.message;
      throw new WeightFileError(folder, `is incomplete: ${problem}. ${remedy}`, { cause });
    });
    if (found !== expected) throw new WeightsDamagedError(path, found, expected, remedy);
  }
  const weights = await readWeights(join(folder, file));
  const { network, layer } = backboneDefinitions[backbone];
  const found = weightsHash(fitWeights(cutNetwork(network, layer), weights));
  if (found !== sha256) throw new WeightsDamagedError(folder, found, sha256, remedy);
  return weights;
}
