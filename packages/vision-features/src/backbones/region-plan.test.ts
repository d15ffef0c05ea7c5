import { describe, expect, it } from 'vitest';
import type { BackboneName } from './definitions';
import { planRegions } from './region-plan';

describe('planRegions', () => {
  it.each([
    ['inception-v3', {}, 'mixed10', [8, 8], 2048],
    ['inception-v3', { inputSize: 224 }, 'mixed10', [5, 5], 2048],
    ['inception-v3', { layer: 'mixed7' }, 'mixed7', [17, 17], 768],
    ['resnet-50', {}, 'conv5_block3_out', [8, 8], 2048],
    ['resnet-152', {}, 'conv5_block3_out', [8, 8], 2048],
    ['resnet-152', { inputSize: 224 }, 'conv5_block3_out', [7, 7], 2048],
    ['resnet-152', { layer: 'conv4_block36_out', inputSize: 224 }, 'conv4_block36_out', [14, 14], 1024],
  ] as const)('%s %j is cut at %s: %j cells of %i', (name, options, layer, grid, depth) => {
    expect(planRegions(name, options)).toMatchObject({ layer, grid, depth });
  });

  it('keeps only what the layer rests on', () => {
    const { network } = planRegions('inception-v3', { layer: 'activation_5' });
    expect(network.layers.map(({ name }) => name).at(-1)).toBe('activation_5');
    // The first branch of mixed0, and not the others that stand between.
    expect(network.layers.filter(({ kind }) => kind === 'convolution')).toHaveLength(6);
  });

  it.each(['activation_48', 'activation_49'])('takes %s, as the last map of ResNet-50 was called', (layer) => {
    expect(planRegions('resnet-50', { layer }).layer).toBe('conv5_block3_out');
  });

  it('takes the other names of Keras until 2.2.4', () => {
    expect(planRegions('resnet-50', { layer: 'res4f_branch2c' }).layer).toBe('conv4_block6_3_conv');
    expect(() => planRegions('resnet-152', { layer: 'res4f_branch2c' })).toThrow('no layer "res4f_branch2c"');
  });

  it('refuses what is no backbone', () => {
    expect(() => planRegions('vgg' as BackboneName)).toThrow('inception-v3, resnet-50, resnet-152');
    expect(() => planRegions('toString' as BackboneName)).toThrow('no backbone "toString"');
  });
});
