import { describe, expect, it } from 'vitest';
import { randomWeights } from '../../test/random-weights';
import { cutNetwork } from '../backbones/cut-network';
import { backboneDefinitions } from '../backbones/definitions';
import { checkBackbone, identifyBackbone } from './identify-backbone';
import type { WeightSet } from './weight-set';

const { network, layer } = backboneDefinitions['resnet-50'];
const whole = randomWeights(network);

describe('identifyBackbone', () => {
  it('tells a backbone with its classifier from one without', () => {
    expect(identifyBackbone(whole)).toMatchObject({ backbone: 'resnet-50', classifier: true });
    expect(identifyBackbone(randomWeights(cutNetwork(network, layer)))).toMatchObject({ classifier: false });
  });

  it('takes a classifier of other classes for none', () => {
    const arrays = new Map(whole.arrays).set('predictions/kernel', {
      shape: [2048, 5],
      values: new Float32Array(10240),
    });
    expect(identifyBackbone({ ...whole, arrays })).toMatchObject({ backbone: 'resnet-50', classifier: false });
  });

  it('refuses what is no backbone, or not the one meant', () => {
    const half = randomWeights(cutNetwork(network, 'conv3_block1_out'));
    expect(() => identifyBackbone(half)).toThrow(
      /random weights has the kernels of 15 convolutions, expected: 94 for inception-v3, 53 for resnet-50, 155 for resnet-152/,
    );
    const deeper: WeightSet = {
      source: 'a deeper ResNet',
      epsilons: new Map(),
      arrays: new Map([
        ...whole.arrays,
        ['conv4_block7_1_conv/kernel', { shape: [1, 1, 1024, 256], values: new Float32Array(1) }],
      ]),
    };
    expect(() => checkBackbone('resnet-50', deeper)).toThrow('54 convolutions, expected: 53 for resnet-50');
    expect(() => checkBackbone('resnet-50', half)).not.toThrow();
  });
});
