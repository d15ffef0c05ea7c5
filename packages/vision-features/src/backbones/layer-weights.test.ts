import { describe, expect, it } from 'vitest';
import { cutNetwork } from './cut-network';
import { type BackboneName, backboneDefinitions } from './definitions';
import { parameterCount, weightedLayers } from './layer-weights';

/** As Keras documents them (https://keras.io/api/applications/), without and with the classifier. */
const published: readonly [BackboneName, number, number][] = [
  ['inception-v3', 21_802_784, 23_851_784],
  ['resnet-50', 23_587_712, 25_636_712],
  ['resnet-152', 58_370_944, 60_419_944],
];

describe.each(published)('%s', (name, without, withClassifier) => {
  const { network, layer } = backboneDefinitions[name];

  it('has as many parameters as Keras says', () => {
    expect(parameterCount(cutNetwork(network, layer))).toBe(without);
    expect(parameterCount(network)).toBe(withClassifier);
  });

  it('names every layer once, behind its inputs', () => {
    const names = [network.input, ...network.layers.map((one) => one.name)];
    expect(new Set(names).size).toBe(names.length);
    network.layers.forEach((one, i) => {
      const inputs = 'inputs' in one ? one.inputs : [one.input];
      for (const input of inputs) expect(names.slice(0, i + 1)).toContain(input);
    });
  });
});

it('a convolution has its kernel and perhaps a bias, a normalisation its statistics, in the order of Keras', () => {
  const [convolution, normalisation] = weightedLayers(backboneDefinitions['resnet-50'].network);
  expect(convolution?.slots).toEqual([
    { name: 'kernel', shape: [7, 7, 3, 64] },
    { name: 'bias', shape: [64] },
  ]);
  expect(normalisation?.slots.map(({ name }) => name)).toEqual(['gamma', 'beta', 'moving_mean', 'moving_variance']);
  const [, unscaled] = weightedLayers(backboneDefinitions['inception-v3'].network);
  expect(unscaled?.slots.map(({ name }) => name)).toEqual(['beta', 'moving_mean', 'moving_variance']);
});
