import { describe, expect, it } from 'vitest';
import { randomWeights } from '../../test/random-weights';
import { cutNetwork } from '../backbones/cut-network';
import { backboneDefinitions } from '../backbones/definitions';
import { nameUntil224 } from '../backbones/keras-names-until-2-2-4';
import { fitWeights } from './fit-weights';
import type { WeightSet } from './weight-set';

const network = cutNetwork(backboneDefinitions['resnet-50'].network, 'conv2_block1_out');
const inception = cutNetwork(backboneDefinitions['inception-v3'].network, 'mixed0');
const weights = randomWeights(network);

/** The same weights under other names of their layers. */
function renamed(set: WeightSet, rename: (layer: string) => string): WeightSet {
  const arrays = [...set.arrays].map(([name, array]) => {
    const [layer, weight] = name.split('/') as [string, string];
    return [`${rename(layer)}/${weight}`, array] as const;
  });
  return { ...set, arrays: new Map(arrays) };
}

describe('fitWeights', () => {
  it('gives each layer its own arrays, untouched', () => {
    const fitted = fitWeights(network, weights);
    expect(fitted.weights.get('conv1_conv')?.[0]).toBe(weights.arrays.get('conv1_conv/kernel')?.values);
    expect(fitted.weights.get('conv2_block1_0_bn')?.[3]).toBe(
      weights.arrays.get('conv2_block1_0_bn/moving_variance')?.values,
    );
  });

  it('knows the names of Keras until 2.2.4, and that ε was 1e-3', () => {
    const old = renamed(weights, (layer) => nameUntil224(layer) as string);
    expect([...old.arrays.keys()]).toContain('res2a_branch1/kernel');
    const fitted = fitWeights(network, old).weights;
    expect(fitted.get('conv2_block1_0_conv')?.[0]).toBe(weights.arrays.get('conv2_block1_0_conv/kernel')?.values);
    // variance + ε is what counts: the file's 1e-3 against the network's 1.001e-5
    const variance = weights.arrays.get('conv1_bn/moving_variance')?.values as Float32Array;
    expect(fitted.get('conv1_bn')?.[3]?.[5]).toBeCloseTo((variance[5] as number) + 1e-3 - 1.001e-5, 7);
  });

  it("takes a file's own ε before that", () => {
    const set = { ...weights, epsilons: new Map([['conv1_bn', 0.5]]) };
    const variance = weights.arrays.get('conv1_bn/moving_variance')?.values as Float32Array;
    const fitted = fitWeights(network, set).weights.get('conv1_bn')?.[3];
    expect(fitted?.[5]).toBeCloseTo((variance[5] as number) + 0.5 - 1.001e-5, 6);
  });

  it.each([
    ['from 1 on', 1],
    ['on from another model', 94],
  ])('takes numbered layers in their order when they count %s', (_, first) => {
    const set = randomWeights(inception);
    const shifted = renamed(set, (layer) => {
      const [, kind, number = '0'] = /^(.+?)(?:_(\d+))?$/.exec(layer) as unknown as [string, string, string?];
      return `${kind}_${Number(number) + first}`;
    });
    const fitted = fitWeights(inception, { ...shifted, arrays: new Map([...shifted.arrays].reverse()) }).weights;
    for (const layer of ['conv2d', 'conv2d_9', 'conv2d_11']) {
      expect(fitted.get(layer)?.[0]).toBe(set.arrays.get(`${layer}/kernel`)?.values);
    }
  });

  it('names the layer and the weight that a file lacks', () => {
    const arrays = new Map(weights.arrays);
    arrays.delete('conv2_block1_1_bn/beta');
    expect(() => fitWeights(network, { ...weights, arrays })).toThrow(
      /random weights has no beta for the layer conv2_block1_1_bn; it has \d+ arrays, such as conv1_conv\/kernel/,
    );
  });

  it('names the layer and both shapes where they differ', () => {
    const arrays = new Map(weights.arrays).set('conv1_conv/kernel', {
      shape: [7, 7, 4, 64],
      values: new Float32Array(12544),
    });
    expect(() => fitWeights(network, { ...weights, arrays })).toThrow(
      'the kernel of the layer conv1_conv has shape [7, 7, 4, 64], expected [7, 7, 3, 64]',
    );
  });
});
