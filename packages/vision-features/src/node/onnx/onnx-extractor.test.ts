import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '@rs-sam/foundation/files';
import { onnxMessage } from '@rs-sam/foundation/onnx';
import { describe, expect, it } from 'vitest';
import {
  channelsFirstNetwork,
  channelsLastNetwork,
  plain,
  tokenNetwork,
  withExternalKernel,
  writeOnnx,
} from '../../../test/small-onnx';
import { createOnnxExtractor } from './onnx-extractor';

/** One image of 4 × 4 pixels whose quarters have one colour each, in fifths of white. */
const quarters = [
  [1, 2, 3],
  [2, 0, 0],
  [0, 5, 0],
  [0, 0, 4],
] as const;
const image = Uint8Array.from(
  Array.from({ length: 16 }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / 4), pixel % 4];
    return (quarters[2 * (row >> 1) + (column >> 1)] ?? []).map((fifths) => 51 * fifths);
  }).flat(),
);
/** Of each quarter, four pixels: 4 · (r + 10 g + 100 b) and −4 r, where white is 1. */
const regions = [(4 * 321) / 5, -4 / 5, (4 * 2) / 5, -8 / 5, (4 * 50) / 5, 0, (4 * 400) / 5, 0];

async function extract(file: string, pixels = image, count = 1, options = {}) {
  const extractor = await createOnnxExtractor(file, options);
  const values = await extractor.extract(pixels, count);
  await extractor.dispose();
  return { ...extractor, values: [...values] };
}

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i] as number, 3);
}

describe('a network in an ONNX file', () => {
  it('gives the map with channels first as regions', async () => {
    const model = channelsFirstNetwork();
    const file = await writeOnnx(model, plain);
    const { values, ...about } = await extract(file);
    expectClose(values, regions);
    expect(about).toMatchObject({
      backbone: 'onnx:network',
      layer: 'sums NCHW',
      inputSize: 4,
      grid: [2, 2],
      depth: 2,
      preprocessing: 'NCHW · rgb · (1/255 − (0, 0, 0)) / (1, 1, 1)',
      weights: { sha256: sha256(onnxMessage(model)) },
      engine: expect.stringMatching(/^onnxruntime-node .* threads?$/),
    });
  });

  it('gives the map with channels last as regions', async () => {
    const { values, layer } = await extract(await writeOnnx(channelsLastNetwork, plain));
    expectClose(values, regions);
    expect(layer).toBe('last NHWC');
  });

  it('gives the tokens behind the class token as regions', async () => {
    const file = await writeOnnx(tokenNetwork(), { ...plain, output: 'tokens', dropTokens: 1 });
    const { values, layer, grid } = await extract(file);
    expectClose(values, regions);
    expect([layer, grid]).toEqual(['tokens[1:] as 2 × 2', [2, 2]]);
    const row = await writeOnnx(tokenNetwork(), { ...plain, output: 'tokens', dropTokens: 1, tokenGrid: [1, 4] });
    expect((await extract(row)).grid).toEqual([1, 4]);
    const all = await writeOnnx(tokenNetwork(), { ...plain, output: 'tokens', dropTokens: 0, tokenGrid: [5, 1] });
    const mean = [(4 * (321 + 2 + 50 + 400)) / 20, -12 / 20];
    expectClose((await extract(all)).values, [...mean, ...regions]);
  });

  it('subtracts the mean and divides by the deviation, in the order of the channels', async () => {
    const settings = { mean: [10, 20, 30], deviation: [2, 4, 5], range: 255, channels: 'bgr' };
    const { values, preprocessing } = await extract(await writeOnnx(channelsFirstNetwork(), settings));
    // The network's first channel is blue: of the last quarter 204, of green and red 0.
    const [b, g, r] = [(204 - 10) / 2, (0 - 20) / 4, (0 - 30) / 5];
    expectClose(values.slice(-2), [4 * (b + 10 * g + 100 * r), -4 * b]);
    expect(preprocessing).toBe('NCHW · bgr · (255/255 − (10, 20, 30)) / (2, 4, 5)');
  });

  it('averages the regions to a smaller grid', async () => {
    const { values, grid } = await extract(await writeOnnx(channelsFirstNetwork(), plain), image, 1, { grid: [1, 2] });
    expect(grid).toEqual([1, 2]);
    expectClose(values, [(4 * 371) / 10, -4 / 10, (4 * 402) / 10, -8 / 10]);
  });

  it.each([
    ['any number of', 'batch'],
    ['1', 1],
    ['2', 2],
  ])('takes %s images in a run, of three', async (_, batch) => {
    const file = await writeOnnx(channelsFirstNetwork([batch, 3, 4, 4]), plain);
    const black = new Uint8Array(48);
    const { values } = await extract(file, Uint8Array.from([...image, ...black, ...image]), 3);
    expectClose(values, [...regions, ...new Array(8).fill(0), ...regions]);
  });

  it('takes a model of any size with the size and the layout of the settings', async () => {
    const model = channelsFirstNetwork(['batch', 'channels', 'height', 'width']);
    const { values } = await extract(await writeOnnx(model, { ...plain, inputSize: 4, layout: 'NCHW' }));
    expectClose(values, regions);
  });

  it('takes settings from the caller instead of the file', async () => {
    const { values } = await extract(await writeOnnx(channelsFirstNetwork(), undefined), image, 1, { settings: plain });
    expectClose(values, regions);
  });

  it('reads weights beside the file, and its hash depends on them', async () => {
    const { bytes, kernel } = withExternalKernel(channelsFirstNetwork());
    const file = await writeOnnx(bytes, plain);
    const beside = join(dirname(file), 'kernel.bin');
    await expect(createOnnxExtractor(file)).rejects.toThrow(
      `${file}: its weights are in the file kernel.bin beside it, which does not exist. Copy that file there`,
    );
    await writeFile(beside, kernel);
    const first = await extract(file);
    expectClose(first.values, regions);
    await writeFile(beside, new Uint8Array(kernel.length));
    const second = await extract(file);
    expectClose(second.values, new Array(8).fill(0));
    expect(second.weights?.sha256).not.toBe(first.weights?.sha256);
  });
});
