import { prepareBackend } from '@rs-sam/tfjs-backend';
import { tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { largest, largestDifference } from '../../../test/largest';
import { randomPixels, randomWeights } from '../../../test/random-weights';
import { backboneDefinitions } from '../../backbones/definitions';
import { createBackbone } from '../../tfjs/backbone';
import { createRegionExtractor } from './region-extractor';

beforeAll(async () => {
  await prepareBackend();
});

describe.each([
  { name: 'resnet-50', inputSize: 64, grid: [2, 2] },
  { name: 'inception-v3', inputSize: 139, grid: [3, 3] },
] as const)('$name with random weights, images of $inputSize', ({ name, inputSize, grid }) => {
  const weights = randomWeights(backboneDefinitions[name].network);
  const pixels = randomPixels(2 * inputSize ** 2 * 3);

  it('the graph on onnxruntime and the tfjs layers give the same regions to 1e-4', async () => {
    const options = { inputSize, threads: 2 };
    const onnxruntime = await createRegionExtractor(name, weights, { ...options, engine: 'onnxruntime' });
    const tfjs = await createRegionExtractor(name, weights, { ...options, engine: 'tfjs' });
    expect(onnxruntime.engine).toContain('onnxruntime-node');
    expect([onnxruntime.grid, onnxruntime.depth]).toEqual([grid, 2048]);
    expect(onnxruntime.weights).toEqual(tfjs.weights);

    const regions = await onnxruntime.extract(pixels, 2);
    const expected = await tfjs.extract(pixels, 2);
    const backbone = createBackbone(name, weights, { inputSize });
    const tensor = backbone.extract(tensor4d(pixels, [2, inputSize, inputSize, 3]));

    expect(tensor.shape).toEqual([2, grid[0] * grid[1], 2048]);
    expect(await tensor.data()).toEqual(expected);
    expect(largest(expected)).toBeGreaterThan(0.1);
    expect(largestDifference(regions, expected) / largest(expected)).toBeLessThan(1e-4);
    backbone.dispose();
    await Promise.all([onnxruntime.dispose(), tfjs.dispose()]);
  });
});

describe('a region extractor', () => {
  const weights = randomWeights(backboneDefinitions['resnet-50'].network);
  const pixels = randomPixels(64 ** 2 * 3);

  it('averages the map to a smaller grid', async () => {
    const whole = await createRegionExtractor('resnet-50', weights, { inputSize: 64 });
    const averaged = await createRegionExtractor('resnet-50', weights, { inputSize: 64, grid: [1, 1] });
    const regions = await whole.extract(pixels, 1);
    const mean = await averaged.extract(pixels, 1);
    expect(mean).toHaveLength(2048);
    // Of every channel; many are 0 everywhere behind the last relu.
    const largest = Math.max(...regions);
    const differences = mean.map((value, d) => {
      const sum = [0, 1, 2, 3].reduce((total, region) => total + (regions[region * 2048 + d] as number), 0);
      return Math.abs(value - sum / 4) / largest;
    });
    expect(largest).toBeGreaterThan(0);
    expect(Math.max(...differences)).toBeLessThan(1e-6);
    await Promise.all([whole.dispose(), averaged.dispose()]);
  });

  it('is cut at any layer', async () => {
    const early = await createRegionExtractor('resnet-50', weights, { inputSize: 64, layer: 'conv2_block1_out' });
    expect([early.grid, early.depth]).toEqual([[16, 16], 256]);
    expect(await early.extract(pixels, 1)).toHaveLength(16 * 16 * 256);
    await early.dispose();
  });

  it.each([
    [{ layer: 'conv9' }, /no layer "conv9".*conv5_block3_out/],
    [{ layer: 'avg_pool' }, /one vector per image/],
    [{ grid: [9, 3] as const }, /8 × 8 cells cannot be averaged to 9 × 3/],
    [{ inputSize: 64.5 }, /inputSize is 64.5; it must be an integer of at least 1/],
  ])('refuses %j', async (options, message) => {
    await expect(createRegionExtractor('resnet-50', weights, options)).rejects.toThrow(message);
  });

  it('refuses images of which nothing is left', async () => {
    const { network } = backboneDefinitions['inception-v3'];
    await expect(createRegionExtractor('inception-v3', randomWeights(network), { inputSize: 64 })).rejects.toThrow(
      '64 × 64 pixels are too small: the output of conv2d_71 would be empty',
    );
  });

  it('refuses another number of pixels', async () => {
    const extractor = await createRegionExtractor('resnet-50', weights, { inputSize: 64, layer: 'conv2_block1_out' });
    await expect(extractor.extract(pixels, 2)).rejects.toThrow('expected 24576: 2 images of 64 × 64');
    await extractor.dispose();
  });
});
