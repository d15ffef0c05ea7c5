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

  it.each([
    ['resnet-50', 'conv5+conv4', 'conv5_block3_out+conv4_block6_out', [8, 8], 3072],
    ['resnet-50', 'activation_39+activation_48', 'conv4_block6_out+conv5_block3_out', [8, 8], 3072],
    ['resnet-152', 'conv3+conv4', 'conv3_block8_out+conv4_block36_out', [16, 16], 1536],
    ['inception-v3', 'mixed10+mixed7', 'mixed10+mixed7', [8, 8], 2816],
  ] as const)('%s is cut at %s: %s, %j cells of %i', (name, layer, full, grid, depth) => {
    const plan = planRegions(name, { layer });
    expect(plan).toMatchObject({ layer: full, grid, depth });
    expect(plan.maps.map((map) => map.layer)).toEqual(full.split('+'));
    expect(planRegions(name, { layer: full, grid: [4, 2] })).toMatchObject({ layer: full, grid: [4, 2], depth });
  });

  it.each([
    ['conv5+conv9', 'no layer "conv9"'],
    ['conv5,conv4', 'no layer "conv5,conv4"'],
    ['conv5+', 'no layer ""'],
    ['conv5+avg_pool', 'avg_pool gives one vector per image'],
    ['conv5+activation_48', 'layer is "conv5+activation_48"; it must be different layers'],
  ])('refuses the layers %s', (layer, message) => {
    expect(() => planRegions('resnet-50', { layer })).toThrow(message);
  });

  it('refuses a grid that is finer than the smallest map', () => {
    expect(() => planRegions('resnet-50', { layer: 'conv4', grid: [16, 16] })).not.toThrow();
    expect(() => planRegions('resnet-50', { layer: 'conv4+conv5', grid: [16, 16] })).toThrow(
      'A map of 8 × 8 cells cannot be averaged to 16 × 16',
    );
  });

  it('refuses what is no backbone', () => {
    expect(() => planRegions('vgg' as BackboneName)).toThrow('inception-v3, resnet-50, resnet-152');
    expect(() => planRegions('toString' as BackboneName)).toThrow('no backbone "toString"');
  });
});
