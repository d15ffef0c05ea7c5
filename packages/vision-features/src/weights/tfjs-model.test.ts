import { prepareBackend } from '@rs-sam/tfjs-backend';
import { io } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { WeightFileError } from './errors';
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

  const weight = (changes: object) => ({ name: 'conv/kernel', shape: [1], dtype: 'float32', ...changes });
  const four = async () => new Uint8Array(4);
  it.each([
    ...['toString', '__proto__', 'constructor', 'bool', 'complex64', ''].map((dtype) => [
      weight({ dtype }),
      `a model has conv/kernel as ${dtype}`,
    ]),
    [weight({ dtype: undefined }), 'weightsManifest.0.weights.0.dtype'],
    [weight({ shape: [-1, -1] }), 'weightsManifest.0.weights.0.shape.0: not a natural number'],
    [weight({ shape: [0.5, 2] }), 'weightsManifest.0.weights.0.shape.0: not a natural number'],
    [weight({ shape: ['1'] }), 'weightsManifest.0.weights.0.shape.0: not a natural number'],
    [weight({ shape: [2 ** 60] }), 'weightsManifest.0.weights.0.shape.0: not a natural number'],
    [weight({ shape: [2 ** 50, 2 ** 50] }), 'is incomplete'],
    [weight({ shape: undefined }), 'weightsManifest.0.weights.0.shape'],
    [weight({ name: undefined }), 'weightsManifest.0.weights.0.name'],
    [weight({ shape: [0] }), 'its shards a have 4 bytes, and its weights take 0'],
    [weight({ quantization: { dtype: 'toString' } }), 'quantization.dtype'],
  ])('refuses the weight %j by a WeightFileError', async (one, message) => {
    const reading = readTfjsModel({ weightsManifest: [{ paths: ['a'], weights: [one] }] }, four, 'a model');
    await expect(reading).rejects.toThrow(WeightFileError);
    await expect(reading).rejects.toThrow(message as string);
  });

  it('refuses two weights that have one name', async () => {
    const weights = [weight({ name: 'left/conv/kernel' }), weight({ name: 'right/conv/kernel' })];
    const reading = readTfjsModel({ weightsManifest: [{ paths: ['a', 'b'], weights }] }, four, 'a model');
    await expect(reading).rejects.toThrow('left/conv/kernel and right/conv/kernel, which are both conv/kernel');
  });

  it('throws nothing but WeightFileError, and reads finite sizes that fill the shards', async () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer(), fc.double(), fc.constant('1'));
    const entry = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record(
          {
            name: fc.constantFrom('a/kernel', 'b/bias', '__proto__', 'toString', ''),
            shape: fc.oneof(
              fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
              fc.array(number, { maxLength: 3 }),
            ),
            dtype: fc.constantFrom('float32', 'int32', 'uint8', 'toString', '__proto__', 'string'),
            quantization: fc.option(
              fc.record({ dtype: fc.constantFrom('uint8', 'uint16', 'float16', 'hasOwnProperty') }),
            ),
          },
          { requiredKeys: ['name'] },
        ),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const group = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          paths: fc.array(fc.constantFrom('a', 'b')),
          weights: fc.array(entry, { maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const manifest = fc.oneof(
      { weight: 9, arbitrary: fc.array(group, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    await fc.assert(
      fc.asyncProperty(manifest, fc.nat(16), async (weightsManifest, bytes) => {
        try {
          const { arrays } = await readTfjsModel({ weightsManifest }, async () => new Uint8Array(bytes), 'a model');
          for (const { shape, values } of arrays.values()) expect(values.length).toBe(shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          if (!(error instanceof WeightFileError)) throw error;
        }
      }),
      { numRuns: 3000, seed: 15 },
    );
  });
});
