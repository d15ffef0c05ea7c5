import { prepareBackend } from '@rs-sam/tfjs-backend';
import { io } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTfjsModel } from './tfjs-model';

beforeAll(async () => {
  await prepareBackend({ engine: 'wasm' });
});

const specs: io.WeightsManifestEntry[] = [
  { name: 'model/conv1/kernel', shape: [2, 2], dtype: 'float32' },
  { name: 'conv1/bias', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.1, min: -5 } },
  { name: 'bn1/gamma_1', shape: [2], dtype: 'float32', quantization: { dtype: 'uint16', scale: 0.001, min: 2 } },
  { name: 'bn1/beta', shape: [4], dtype: 'float32', quantization: { dtype: 'float16' } },
  { name: 'bn1/count', shape: [], dtype: 'int32' },
];
const bytes = new Uint8Array(16 + 3 + 4 + 8 + 4);
new Float32Array(bytes.buffer, 0, 4).set([1, -2, 0.5, 3e-9]);
bytes.set([0, 128, 255, 7, 1, 255, 255], 16);
// 1, −2, the smallest subnormal, 65504
bytes.set([0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b], 23);
bytes.set([0xfe, 0xff, 0xff, 0xff], 31);

const model = {
  modelTopology: { layers: [{ config: { name: 'bn1', epsilon: 0.01 } }] },
  weightsManifest: [{ paths: ['a', 'b'], weights: specs }],
};
const shards: Readonly<Record<string, Uint8Array>> = { a: bytes.slice(0, 20), b: bytes.slice(20) };
const readShard = async (path: string) => shards[path] as Uint8Array;

describe('readTfjsModel', () => {
  it('decodes each kind of weight as tfjs does, over the bounds of shards', async () => {
    const { arrays } = await readTfjsModel(model, readShard, 'a model');
    const expected = io.decodeWeights(bytes.buffer, specs);
    expect([...arrays.keys()]).toEqual(['conv1/kernel', 'conv1/bias', 'bn1/gamma', 'bn1/beta', 'bn1/count']);
    for (const [i, array] of [...arrays.values()].entries()) {
      const tensor = expected[specs[i]?.name as string];
      expect(array.shape).toEqual(tensor?.shape);
      expect(array.values).toEqual(Float32Array.from(tensor?.dataSync() as Float32Array));
    }
  });

  it('takes the ε of the topology', async () => {
    const { epsilons } = await readTfjsModel(model, readShard, 'a model');
    expect([...epsilons]).toEqual([['bn1', 0.01]]);
  });

  it.each([
    [{}, /a model is not a tfjs model: weightsManifest/],
    [
      { weightsManifest: [{ paths: ['a'], weights: specs }] },
      /incomplete: its shards have 20 bytes, and bn1\/gamma_1 ends at 23/,
    ],
    [
      { weightsManifest: [{ paths: ['a'], weights: [{ name: 'x/y', shape: [1], dtype: 'string' }] }] },
      /x\/y as string/,
    ],
  ])('refuses %j', async (json, message) => {
    await expect(readTfjsModel(json, readShard, 'a model')).rejects.toThrow(message);
  });
});
