import { prepareBackend } from '@rs-sam/tfjs-backend';
import { tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { largestDifference } from '../../../test/largest';
import { randomPixels, randomWeights } from '../../../test/random-weights';
import { backboneDefinitions } from '../../backbones/definitions';
import { createBackbone } from '../../tfjs/backbone';
import { createRegionExtractor } from './region-extractor';

beforeAll(async () => {
  await prepareBackend();
});

/** The law by its definition, from the regions of each layer alone. */
function normalisedAndConcatenated(parts: readonly Float32Array[], depths: readonly number[]): Float32Array {
  const regions = (parts[0] as Float32Array).length / (depths[0] as number);
  return Float32Array.from(
    Array.from({ length: regions }, (_, region) =>
      parts.flatMap((part, i) => {
        const depth = depths[i] as number;
        const vector = [...part.subarray(region * depth, (region + 1) * depth)];
        const norm = Math.hypot(...vector);
        return vector.map((value) => (norm === 0 ? 0 : value / norm));
      }),
    ).flat(),
  );
}

describe.each([
  // Maps of 2 × 2 and 4 × 4.
  { name: 'resnet-50', layers: ['conv5_block3_out', 'conv4_block6_out'], depths: [2048, 1024], inputSize: 64 },
  // Maps of 7 × 7 and 3 × 3.
  { name: 'inception-v3', layers: ['mixed7', 'mixed10'], depths: [768, 2048], inputSize: 139 },
] as const)('$name at $layers', ({ name, layers, depths, inputSize }) => {
  const weights = randomWeights(backboneDefinitions[name].network);
  const pixels = randomPixels(2 * inputSize ** 2 * 3);
  const layer = layers.join('+');
  const grid = [2, 2] as const;
  const depth = depths[0] + depths[1];

  it.each(['onnxruntime', 'tfjs'] as const)('on %s one run gives the regions of both layers', async (engine) => {
    const extract = async (at: string) => {
      const extractor = await createRegionExtractor(name, weights, { inputSize, layer: at, grid, engine });
      const regions = await extractor.extract(pixels, 2);
      await extractor.dispose();
      return { extractor, regions };
    };
    const joined = await extract(layer);
    expect(joined.extractor).toMatchObject({ layer, grid, depth });
    const parts = [await extract(layers[0]), await extract(layers[1])];
    const expected = normalisedAndConcatenated(
      parts.map(({ regions }) => regions),
      depths,
    );
    expect(joined.regions).toHaveLength(2 * 4 * depth);
    expect(largestDifference(joined.regions, expected)).toBeLessThan(1e-5);
  });

  it('createBackbone gives the same regions as tensors', async () => {
    const options = { inputSize, layer, grid };
    const extractor = await createRegionExtractor(name, weights, { ...options, engine: 'tfjs' });
    const backbone = createBackbone(name, weights, options);
    expect(backbone).toMatchObject({ layer, grid, depth });
    const tensor = backbone.extract(tensor4d(pixels, [2, inputSize, inputSize, 3]));
    expect(tensor.shape).toEqual([2, 4, depth]);
    const difference = largestDifference((await tensor.data()) as Float32Array, await extractor.extract(pixels, 2));
    expect(difference).toBeLessThan(1e-5);
    backbone.dispose();
    await extractor.dispose();
  });
});
