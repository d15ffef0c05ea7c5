import { NoWeightsError, readBackboneWeights } from '../src/node/weights/read-backbone-weights';
import type { WeightSet } from '../src/weights/weight-set';

/** The real ResNet-50 in the user's folder; undefined, and a line that says so, where it has not been pulled. */
export async function realResNet50(): Promise<WeightSet | undefined> {
  try {
    return await readBackboneWeights('resnet-50');
  } catch (error) {
    if (!(error instanceof NoWeightsError)) throw error;
    console.warn(`Skipped: ${error.message}`);
    return undefined;
  }
}
