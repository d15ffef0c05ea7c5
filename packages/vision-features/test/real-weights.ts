import { NoWeightsError, readBackboneWeights } from '../src/node/weights/read-backbone-weights';
import type { WeightSet } from '../src/weights/weight-set';

/** The note for `skip` of a test that needs the real ResNet-50. */
export const NO_RES_NET = 'the weights of ResNet-50 (`rs-sam weights pull resnet-50`)';

/** The real ResNet-50 in the user's folder; undefined where it has not been pulled. */
export async function realResNet50(): Promise<WeightSet | undefined> {
  try {
    return await readBackboneWeights('resnet-50');
  } catch (error) {
    if (!(error instanceof NoWeightsError)) throw error;
    return undefined;
  }
}
