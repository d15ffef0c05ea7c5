import { existsSync } from 'node:fs';
import type { BackboneName } from '@rs-sam/vision-features';
import type { ExtractorSource } from '@rs-sam/vision-features/node';
import { UsageError } from '../program/usage-error';

/** The names of `backboneNames`, which is in a module too large for the start of every command. */
const NETWORKS: Readonly<Record<BackboneName, true>> = { 'resnet-50': true, 'resnet-152': true, 'inception-v3': true };

/** Whether a backbone is a network, which needs weights. */
export const isNetwork = (backbone: string): backbone is BackboneName => Object.hasOwn(NETWORKS, backbone);

/**
 * Finds out whether the weights of an extraction are there, before an image is opened.
 *
 * @throws {NoWeightsError} has the command that downloads them.
 * @throws {UsageError} where `--weights` names neither installed weights nor a file.
 */
export async function requireWeights(source: ExtractorSource): Promise<void> {
  if (!('backbone' in source) || !isNetwork(source.backbone)) return;
  const { backbone } = source;
  const named = 'weights' in source ? source.weights : undefined;
  const { listWeights, NoWeightsError, weightsFolder } = await import('@rs-sam/vision-features/node/weights');
  const listed = await listWeights();
  const installed = listed.filter((weights) => weights.installed !== undefined);
  if (named === undefined) {
    if (!installed.some((weights) => weights.backbone === backbone))
      throw new NoWeightsError(backbone, weightsFolder());
  } else if (!installed.some(({ id }) => id === named) && !existsSync(named)) {
    const known = listed.some(({ id }) => id === named);
    const remedy = known ? `Fetch them: rs-sam weights pull ${named}.` : 'The names are in `rs-sam weights list`.';
    throw new UsageError(
      `--weights ${named}: no installed weights have this name, and there is no such file. ${remedy}`,
    );
  }
}
