import type { Network } from './network';

/**
 * The names that ResNet-50's layers had in Keras until 2.2.4: `conv2_block1_2_bn` was `bn2a_branch2b`
 * (https://github.com/keras-team/keras-applications/blob/06fbeb0f16e1304f239b2296578d1c50b15a983a/keras_applications/resnet50.py).
 *
 * @returns undefined for a layer without such a name: activations were only numbered.
 */
export function nameUntil224(layer: string): string | undefined {
  const block = /^conv(\d)_block(\d+)_([0-3])_(conv|bn)$/.exec(layer);
  if (block === null) return { conv1_conv: 'conv1', conv1_bn: 'bn_conv1', predictions: 'fc1000' }[layer];
  const [, stage, number, position, kind] = block;
  const letter = String.fromCharCode('a'.charCodeAt(0) + Number(number) - 1);
  const branch = ['branch1', 'branch2a', 'branch2b', 'branch2c'][Number(position)];
  return `${kind === 'bn' ? 'bn' : 'res'}${stage}${letter}_${branch}`;
}

/**
 * Finds the present name of a layer of ResNet-50 from its name until Keras 2.2.4.
 *
 * Activations were numbered, starting with `activation` in TensorFlow and with `activation_1` in standalone Keras. The numbering of
 * TensorFlow is used, as in the file of the npm registry; `activation_49`, which only standalone Keras had, is the last one.
 */
export function nameSince224(network: Network, given: string): string | undefined {
  const activations = network.layers.filter(({ kind }) => kind === 'relu').map(({ name }) => name);
  if (given === 'activation') return activations[0];
  const [, number] = /^activation_(\d+)$/.exec(given) ?? [];
  if (number !== undefined)
    return activations[Number(number)] ?? (Number(number) === activations.length ? activations.at(-1) : undefined);
  return network.layers.find(({ name }) => nameUntil224(name) === given)?.name;
}
