import { weightedLayers } from '../backbones/layer-weights';
import type { FittedNetwork } from '../weights/fit-weights';
import type { WeightArray, WeightSet } from '../weights/weight-set';
import type { TunedWeights } from './fine-tune-options';

/** The weights of a whole network whose upper layers were trained: those of the frozen layers are unchanged, bit for bit. */
export function mergeTuned({ network, weights }: FittedNetwork, tuned: TunedWeights, source: string): WeightSet {
  const arrays = new Map<string, WeightArray>();
  for (const { layer, slots } of weightedLayers(network)) {
    slots.forEach(({ name, shape }, i) => {
      arrays.set(`${layer.name}/${name}`, { shape, values: weights.get(layer.name)?.[i] as Float32Array });
    });
  }
  for (const [name, array] of tuned) arrays.set(name, array);
  return { source, arrays, epsilons: new Map() };
}
