import { kerasLayerOrder } from '../backbones/keras-layer-order';
import { nameUntil224 } from '../backbones/keras-names-until-2-2-4';
import type { Network } from '../backbones/network';
import type { WeightSet } from './weight-set';

/** A layer of a network as a file names it. */
export interface FileLayer {
  readonly name: string;
  /** The ε that the layer was trained with, where the file or its naming tells. */
  readonly epsilon: number | undefined;
}

/**
 * Finds the layers of a network in a file, which may use any of Keras' namings:
 *
 * - The present name.
 * - ResNet-50 as Keras named it until 2.2.4: `conv2_block1_2_conv` was `res2a_branch2b`, and ε was 1e-3, the default of a layer.
 * - Class and number in the order of the model's layers, where the file is `numbered`.
 * - Automatic names (`conv2d_7`): Keras continues the count from model to model, and starts at 1 in older files, so only their order counts.
 */
export function fileLayerFinder(weights: WeightSet, network: Network): (layer: string) => FileLayer | undefined {
  const present = new Set([...weights.arrays.keys()].map((name) => name.slice(0, name.lastIndexOf('/'))));
  if (weights.numbered === true) {
    const order = kerasLayerOrder(network);
    return (layer) => {
      const { kind, index } = order.get(layer) ?? {};
      const name = kind === undefined ? layer : inOrderOfNumber(present, kind)[index as number];
      return name === undefined ? undefined : { name, epsilon: weights.epsilons.get(name) };
    };
  }
  const automatic = new Map(automaticKinds.map((kind) => [kind, inOrderOfNumber(present, kind)]));
  const found = (name: string, epsilon?: number): FileLayer | undefined =>
    present.has(name) ? { name, epsilon: weights.epsilons.get(name) ?? epsilon } : undefined;

  return (layer) => {
    const [, kind, number = '0'] = /^(.+?)(?:_(\d+))?$/.exec(layer) ?? [];
    const numbered = automatic.get(kind ?? '');
    if (numbered !== undefined) return found(numbered[Number(number)] ?? layer);
    return found(layer) ?? found(nameUntil224(layer) ?? layer, EPSILON_UNTIL_2_2_4);
  };
}

const automaticKinds: readonly string[] = ['conv2d', 'batch_normalization'];
const EPSILON_UNTIL_2_2_4 = 1e-3;

function inOrderOfNumber(names: ReadonlySet<string>, kind: string): string[] {
  return [...names]
    .flatMap((name) => {
      const number = name === kind ? '0' : name.startsWith(`${kind}_`) ? name.slice(kind.length + 1) : '';
      return /^\d+$/.test(number) ? [{ name, number: Number(number) }] : [];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ name }) => name);
}
