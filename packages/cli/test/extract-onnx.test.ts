import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAsProcess } from './run-as-process';
import { runInProcess } from './run-in-process';
import { smallDataset } from './small-dataset';

/** One AveragePool of 4 × 4 pixels: images [batch, 3, 8, 8] → `means` [batch, 3, 2, 2]. */
const NETWORK =
  'CAg6mwEKRAoFaW1hZ2USBW1lYW5zIgtBdmVyYWdlUG9vbCoVCgxrZXJuZWxfc2hhcGVABEAEoAEHKhAKB3N0cmlkZXNABEAEoAEHEgduZXR3b3JrWiQKBWltYWdlEhsKGQgB' +
  'EhUKBxIFYmF0Y2gKAggDCgIICAoCCAhiJAoFbWVhbnMSGwoZCAESFQoHEgViYXRjaAoCCAMKAggCCgIIAkIECgAQEQ==';

let folder: string;
let scenes: string;
let network: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-onnx-'));
  scenes = join(folder, 'scenes');
  network = join(folder, 'means.onnx');
  await smallDataset(scenes, 5);
  await writeFile(network, Buffer.from(NETWORK, 'base64'));
});
afterAll(() => rm(folder, { recursive: true }));

it('rs-sam extract --backbone onnx:<file> says what to write beside the file, then writes a store', {
  timeout: 120_000,
}, async () => {
  const words = ['extract', scenes, '--backbone', `onnx:${network}`];
  const without = await runInProcess([...words, '--out', join(folder, 'none')]);
  expect(without).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`${network}.json: it does not exist. Write`),
  });
  expect(without.stderr).not.toContain('    at ');

  await writeFile(`${network}.json`, '{"mean": [0, 0, 0], "deviation": [1, 1, 1]}');
  const out = join(folder, 'store');
  const workers = await runAsProcess([...words, '--workers', '2', '--dtype', 'float32', '--out', out]);
  expect(workers).toMatchObject({ code: 0, stdout: expect.stringContaining('5 images × 1 view × 4 × 3 float32') });
  const store = await openFeatureStore(out, { expect: { backbone: 'onnx:means', layer: 'means NCHW', grid: [2, 2] } });
  const regions = await store.read([{ image: 'images/03.png' }]);
  await store.close();
  expect(regions).toHaveLength(12);
  for (const [i, value] of regions.entries()) expect(value).toBeCloseTo(([27, 240, 213][i % 3] as number) / 255, 6);

  const other = await runInProcess([...words, '--dtype', 'float32', '--grid', '1', '--out', out]);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('grid is [2,2], not [1,1]') });
});

it.each([
  [['--layer', 'means'], 'means.onnx.json'],
  [['--input-size', '8'], 'write the settings of the network into'],
  [['--backbone', 'onnx:'], 'Allowed choices are resnet-50, resnet-152, inception-v3, sift, bovw, onnx:<file>.'],
  [['--backbone', 'vgg'], 'Allowed choices are'],
])('refuses %j', async (words, message) => {
  const { code, stderr } = await runInProcess(['extract', scenes, '--backbone', `onnx:${network}`, ...words]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
