import { weightedLayers } from '../backbones/layer-weights';
import type { Network } from '../backbones/network';
import { MissingWeightError, WeightShapeError } from './errors';
import { fileLayerFinder } from './file-layer-names';
import type { WeightSet } from './weight-set';

/** A network with checked values for all of its weights. */
export interface FittedNetwork {
  readonly network: Network;
  /** By the network's name of the layer, in the order of `weightedLayers`. */
  readonly weights: ReadonlyMap<string, readonly Float32Array[]>;
}

/**
 * Assigns the weights of a file to the layers of a network; other arrays of the file are ignored.
 *
 * Where the file was trained with another ε than the network has, the difference is added to the variance, because only their sum counts.
 *
 * @throws MissingWeightError where the file lacks a layer or one of its weights.
 * @throws WeightShapeError where a shape differs.
 */
export function fitWeights(network: Network, set: WeightSet): FittedNetwork {
  const find = fileLayerFinder(set, network);
  const weights = new Map(
    weightedLayers(network).map(({ layer, slots }) => {
      const file = find(layer.name);
      const values = slots.map((slot) => {
        const array = file && set.arrays.get(`${file.name}/${slot.name}`);
        if (array === undefined)
          throw new MissingWeightError(set.source, layer.name, slot.name, [...set.arrays.keys()]);
        const fits = array.shape.length === slot.shape.length && slot.shape.every((size, i) => size === array.shape[i]);
        if (!fits) throw new WeightShapeError(set.source, layer.name, slot.name, slot.shape, array.shape);
        if (layer.kind !== 'batch-normalization' || slot.name !== 'moving_variance') return array.values;
        const more = (file?.epsilon ?? layer.epsilon) - layer.epsilon;
        return more === 0 ? array.values : array.values.map((variance) => variance + more);
      });
      return [layer.name, values] as const;
    }),
  );
  return { network, weights };
}
