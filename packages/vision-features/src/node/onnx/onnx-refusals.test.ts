import { mkdir, rm } from 'node:fs/promises';
import { type OnnxModel, OnnxModelError } from '@rs-sam/foundation/onnx';
import { describe, expect, it } from 'vitest';
import {
  channelsFirstNetwork,
  channelsLastNetwork,
  plain,
  tokenNetwork,
  withSecondInput,
  writeOnnx,
} from '../../../test/small-onnx';
import { createOnnxExtractor } from './onnx-extractor';

async function refusal(model: OnnxModel | Uint8Array | string, settings: object | string | undefined) {
  const file = await writeOnnx(model, settings);
  const error: unknown = await createOnnxExtractor(file).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OnnxModelError);
  return { file, message: (error as Error).message };
}

const first = channelsFirstNetwork();

describe('createOnnxExtractor', () => {
  it('names a file that does not exist, is a folder or no ONNX model', async () => {
    const file = await writeOnnx(first, plain);
    await rm(file);
    await expect(createOnnxExtractor(file)).rejects.toThrow(`${file}: it does not exist. Give the path`);
    await mkdir(file);
    await expect(createOnnxExtractor(file)).rejects.toThrow(`${file}: it is a folder, not a file.`);
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n';
    expect((await refusal(pointer, plain)).message).toMatch(/it is no ONNX model|onnxruntime-node cannot open it/);
    expect((await refusal('', plain)).message).toContain('it is no ONNX model: the file is empty');
    const unknown: OnnxModel = { ...first, nodes: [{ operator: 'Folding', inputs: ['image'], output: 'sums' }] };
    expect((await refusal(unknown, plain)).message).toMatch(/onnxruntime-node cannot open it: .*Folding/);
  });

  it('without settings, tells what to write and what the model has', async () => {
    const { file, message } = await refusal(tokenNetwork(), undefined);
    expect(message).toContain(`${file}.json: it does not exist. Write what the network was trained with`);
    expect(message).toContain('dropTokens (number of tokens before the first region)');
    // onnxruntime-node tells the 5 tokens that it has inferred, or the name of the extent.
    expect(message).toMatch(
      /The model has the input image float32 \[batch, 3, 4, 4\] and the outputs pooled float32 \[batch, 2\], tokens float32 \[batch, \w+, 2\]\.$/,
    );
  });

  it.each<[object | string, string]>([
    ['{ mean: 1 }', 'it is not JSON'],
    [[], 'it must be an object'],
    [{ deviation: [1, 1, 1] }, 'mean is missing; it must be three numbers, one for each channel. Fields: mean'],
    [{ ...plain, mean: [0.5, 0.5] }, 'mean is [0.5,0.5]; it must be three numbers'],
    [
      { ...plain, deviation: [1, 0, 1] },
      'deviation is [1,0,1]; it must be three numbers, one for each channel, above 0',
    ],
    [{ ...plain, range: 2 }, 'range is 2; it must be 1 or 255'],
    [{ ...plain, layout: 'nchw' }, `layout is "nchw"; it must be 'NCHW' or 'NHWC'`],
    [{ ...plain, std: [1, 1, 1] }, 'std is [1,1,1]; it must be left out'],
    [
      { ...plain, layout: 'NHWC' },
      'with the layout NHWC, the input image float32 [batch, 3, 4, 4] has 4 channels, not 3',
    ],
    [{ ...plain, inputSize: 8 }, 'does not take images of 8 × 8 pixels. Write "inputSize": 4'],
    [{ ...plain, output: 'features' }, 'the model has no output "features". Write one of its outputs. The model has'],
    [
      { ...plain, dropTokens: 1 },
      'the output "sums" has the shape [1, 2, 2, 2]: a map, not tokens. Leave out dropTokens',
    ],
  ])('refuses the settings %j', async (settings, expected) => {
    const { file, message } = await refusal(first, settings);
    expect(message).toContain(`${file}.json: `);
    expect(message).toContain(expected);
  });

  it.each<[object, string]>([
    [{}, 'output is missing, and the model has several. Write the one with the regions, as "output": "tokens".'],
    [{ output: 'pooled' }, `the output "pooled" has the shape [1, 2]: one vector per image. Write as output a map`],
    [{ output: 'tokens' }, 'dropTokens is missing. Write the number of tokens before the first region'],
    [{ output: 'tokens' }, '5 tokens fit dropTokens 1 (2 × 2 regions) or 4 (1 × 1 regions).'],
    [{ output: 'tokens', dropTokens: 0 }, 'without 0, 5 tokens remain, which are no grid of 2 × 2. Write "tokenGrid"'],
    [{ output: 'tokens', dropTokens: 1, tokenGrid: [3, 2] }, '4 tokens remain, which are no grid of 3 × 2'],
    [{ output: 'tokens', dropTokens: 5 }, 'with dropTokens 5 no token remains'],
    [{ output: 'tokens', dropTokens: 1, outputLayout: 'NCHW' }, 'tokens, not a map. Leave out outputLayout.'],
  ])('refuses of tokens the settings %j', async (settings, expected) => {
    expect((await refusal(tokenNetwork(), { ...plain, ...settings })).message).toContain(expected);
  });

  it.each<[string, OnnxModel, object, string]>([
    [
      'a model of any size without inputSize',
      tokenNetwork('size'),
      {},
      'inputSize is missing, and the model takes any size. Write "inputSize": 224',
    ],
    [
      'a model of any shape without a layout',
      channelsFirstNetwork(['n', 'c', 'h', 'w']),
      {},
      'layout is missing. Write "layout": "NCHW"',
    ],
    [
      'a size at which the network fails',
      channelsFirstNetwork(['n', 'c', 'h', 'w']),
      { layout: 'NHWC', inputSize: 4 },
      'the network fails on 1 images of 4 × 4 pixels',
    ],
    [
      'images that are no square',
      { ...channelsLastNetwork, inputs: [{ name: 'pixels', shape: ['batch', 4, 6, 3] }] },
      {},
      'does not take images of 4 × 4 pixels. Export the network for square images.',
    ],
    [
      'an input of another rank',
      {
        nodes: [{ operator: 'Relu', inputs: ['image'], output: 'sums' }],
        constants: [],
        inputs: [{ name: 'image', shape: ['batch', 12] }],
        outputs: [{ name: 'sums', shape: ['batch', 12] }],
      },
      {},
      'its input is image float32 [batch, 12], not images of float32 in four dimensions',
    ],
  ])('refuses %s', async (_, model, settings, expected) => {
    expect((await refusal(model, { ...plain, ...settings })).message).toContain(expected);
  });

  it('refuses a model of two inputs, as of images and texts', async () => {
    const { message } = await refusal(withSecondInput(first, 'ids'), plain);
    expect(message).toContain(
      'it has 2 inputs, not one. Export the image network alone. The model has the inputs image',
    );
  });

  it('refuses values that are not finite, and says what may cause them', async () => {
    const roots: OnnxModel = {
      ...first,
      nodes: [...first.nodes, { operator: 'Sqrt', inputs: ['sums'], output: 'roots' }],
      outputs: [{ name: 'roots', shape: ['batch', 2, 2, 2] }],
    };
    const extractor = await createOnnxExtractor(await writeOnnx(roots, plain));
    await expect(extractor.extract(new Uint8Array(48).fill(255))).rejects.toThrow(
      'the output "roots" is NaN or infinite. Check mean, deviation and range',
    );
    await extractor.dispose();
  });

  it('refuses a grid that is finer than the regions, and another number of pixels', async () => {
    const file = await writeOnnx(first, plain);
    await expect(createOnnxExtractor(file, { grid: [4, 4] })).rejects.toThrow(
      '2 × 2 cells cannot be averaged to 4 × 4',
    );
    const extractor = await createOnnxExtractor(file);
    await expect(extractor.extract(new Uint8Array(48), 2)).rejects.toThrow('expected 96: 2 images of 4 × 4');
    await extractor.dispose();
  });
});
