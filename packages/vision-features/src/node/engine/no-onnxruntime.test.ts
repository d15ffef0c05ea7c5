import { expect, it, vi } from 'vitest';
import { randomPixels, randomWeights } from '../../../test/random-weights';
import { backboneDefinitions } from '../../backbones/definitions';
import { recommendOnnxruntime } from './recommend-onnxruntime';
import { createRegionExtractor } from './region-extractor';

// As if onnxruntime-node were not installed. No engine of tfjs is set either.
vi.mock('@rs-sam/foundation/onnx', async (original) => ({
  ...(await original<object>()),
  onnxruntime: () => undefined,
}));

const weights = randomWeights(backboneDefinitions['resnet-50'].network);
const options = { inputSize: 32, layer: 'conv2_block1_out' };

it('without onnxruntime-node it prepares tfjs, and says once what would be faster and the command', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.stubEnv('RS_SAM_ENGINE', 'wasm');
  const extractor = await createRegionExtractor('resnet-50', weights, options);
  expect(extractor.engine).toBe('tfjs wasm');
  expect(await extractor.extract(randomPixels(32 * 32 * 3))).toHaveLength(64 * 256);
  const second = await createRegionExtractor('resnet-50', weights, options);
  recommendOnnxruntime('tfjs wasm');
  expect(warn.mock.calls).toEqual([
    [
      'onnxruntime-node is not installed: features are extracted on tfjs wasm, several times slower. Run: npm install onnxruntime-node@1.30.0 --ignore-scripts',
    ],
  ]);
  await Promise.all([extractor.dispose(), second.dispose()]);
});

it('refuses the engine onnxruntime by name with the command', async () => {
  const creating = createRegionExtractor('resnet-50', weights, { ...options, engine: 'onnxruntime' });
  await expect(creating).rejects.toMatchObject({
    code: 'RS_SAM_MISSING_PACKAGE',
    message:
      'The engine onnxruntime needs the package onnxruntime-node, which is not installed. Run: npm install onnxruntime-node@1.30.0 --ignore-scripts',
  });
});
