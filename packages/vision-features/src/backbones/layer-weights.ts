import { layerShapes, type MapShape } from './layer-shapes';
import { inputsOf, type Layer, type Network } from './network';

/** One weight that a layer has. */
interface WeightSlot {
  readonly name: 'kernel' | 'bias' | 'gamma' | 'beta' | 'moving_mean' | 'moving_variance';
  readonly shape: readonly number[];
}

/** A layer with weights, and which they are, in Keras' order. */
export interface WeightedLayer {
  readonly layer: Layer;
  readonly slots: readonly WeightSlot[];
}

/** Large enough for every network; the weights' shapes do not depend on it. */
const ANY_SIZE = 299;

/** The layers of a network that have weights, in the network's order. */
export function weightedLayers(network: Network): readonly WeightedLayer[] {
  const shapes = layerShapes(network, ANY_SIZE);
  return network.layers.flatMap((layer) => {
    const channels = (shapes.get(inputsOf(layer)[0] as string) as MapShape).at(-1) as number;
    const slots = slotsOf(layer, channels);
    return slots.length > 0 ? [{ layer, slots }] : [];
  });
}

/** The number of parameters of a network, moving statistics included. */
export function parameterCount(network: Network): number {
  return weightedLayers(network)
    .flatMap(({ slots }) => slots.map(({ shape }) => shape.reduce((product, size) => product * size, 1)))
    .reduce((sum, count) => sum + count, 0);
}

function slotsOf(layer: Layer, channels: number): WeightSlot[] {
  switch (layer.kind) {
    case 'convolution': {
      const kernel: WeightSlot = { name: 'kernel', shape: [...layer.kernel, channels, layer.filters] };
      return layer.bias ? [kernel, { name: 'bias', shape: [layer.filters] }] : [kernel];
    }
    case 'batch-normalization': {
      const names = ['gamma', 'beta', 'moving_mean', 'moving_variance'] as const;
      return names.filter((name) => layer.scale || name !== 'gamma').map((name) => ({ name, shape: [channels] }));
    }
    case 'classifier':
      return [
        { name: 'kernel', shape: [channels, layer.classCount] },
        { name: 'bias', shape: [layer.classCount] },
      ];
    default:
      return [];
  }
}
