import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { File, type Group, ready } from 'h5wasm/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/small-store';
import { writeZip } from '../../../test/write-zip';
import { importWeights } from './import-weights';
import { readWeights } from './read-weights';

beforeAll(() => ready);

const kernel = Float32Array.from({ length: 24 }, (_, i) => i);
const four = (first: number) => Float32Array.from({ length: 4 }, (_, i) => first + i);

type Data = Float32Array | BigInt64Array;

/** `layers/<group>/vars/0` …, with the layer's name as an attribute where it is given. */
function addLayer(layers: Group, group: string, name: string | null, arrays: readonly Data[]): Group {
  const made = layers.create_group(group);
  const variables = made.create_group('vars');
  if (name !== null) variables.create_attribute('name', name);
  for (const [i, data] of arrays.entries()) {
    const shape = data === kernel ? [1, 2, 3, 4] : [data.length];
    variables.create_dataset({ name: String(i), data, shape });
  }
  return made;
}

const inner = ['conv1_conv', 'conv1_bn', 'conv2_block1_1_conv'];
const arrays = [[kernel, four(1)], [2, 3, 4, 5].map(four), [kernel, four(9)]];

/** A backbone in a model, with the optimiser's state, as `save_weights` and `save` of Keras 3 write it. */
function nested(file: File, named: boolean): void {
  const layers = file.create_group('layers');
  addLayer(layers, 'random_flip', named ? 'flip' : null, [BigInt64Array.of(3n, -4n)]);
  const model = addLayer(layers, 'functional', named ? 'resnet50' : null, []).create_group('layers');
  for (const [i, group] of ['conv2d', 'batch_normalization', 'conv2d_1'].entries()) {
    addLayer(model, group, named ? (inner[i] ?? '') : null, arrays[i] ?? []);
  }
  addLayer(layers, 'dense', named ? 'head' : null, [four(7)]);
  const state = file.create_group('optimizer').create_group('vars');
  state.create_dataset({ name: '0', data: kernel, shape: [1, 2, 3, 4] });
}

const layer = (class_name: string, name: string, more: object = {}) => ({ class_name, config: { name, ...more } });
const configuration = {
  class_name: 'Functional',
  config: {
    layers: [
      layer('InputLayer', 'input'),
      layer('RandomFlip', 'flip'),
      {
        class_name: 'Functional',
        config: {
          name: 'resnet50',
          layers: [
            layer('Conv2D', 'conv1_conv'),
            layer('BatchNormalization', 'conv1_bn', { epsilon: 0.25 }),
            layer('Conv2D', 'conv2_block1_1_conv'),
          ],
        },
      },
      layer('Dense', 'head'),
    ],
  },
};

const expected = {
  'conv1_conv/kernel': { shape: [1, 2, 3, 4], values: kernel },
  'conv1_conv/bias': { shape: [4], values: four(1) },
  'conv1_bn/gamma': { shape: [4], values: four(2) },
  'conv1_bn/beta': { shape: [4], values: four(3) },
  'conv1_bn/moving_mean': { shape: [4], values: four(4) },
  'conv1_bn/moving_variance': { shape: [4], values: four(5) },
  'conv2_block1_1_conv/kernel': { shape: [1, 2, 3, 4], values: kernel },
  'conv2_block1_1_conv/bias': { shape: [4], values: four(9) },
};

async function h5(fill: (file: File) => void, name = 'model.weights.h5'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  const file = new File(path, 'w');
  fill(file);
  file.close();
  return path;
}

describe('what Keras 3 writes', () => {
  it('.weights.h5 with a backbone in the model: names from the attributes, integers of 64 bits as numbers', async () => {
    const set = await readWeights(await h5((file) => nested(file, true)));
    expect(Object.fromEntries(set.arrays)).toMatchObject(expected);
    expect(set.arrays.get('flip/0')?.values).toEqual(Float32Array.of(3, -4));
    expect([set.numbered, [...set.arrays.keys()].some((name) => name.startsWith('optimizer'))]).toEqual([
      undefined,
      false,
    ]);
  });

  it.each([true, false])('.keras, names in the file or only in the configuration, deflated: %s', async (deflated) => {
    const weights = await readFile(await h5((file) => nested(file, deflated)));
    const path = join(await temporaryFolder(), 'model.keras');
    const files = { 'metadata.json': Buffer.from('{}'), 'config.json': Buffer.from(JSON.stringify(configuration)) };
    await writeFile(path, writeZip({ ...files, 'model.weights.h5': weights }, deflated));
    const { arrays, epsilons, source, numbered } = await readWeights(path);
    expect(Object.fromEntries(arrays)).toMatchObject(expected);
    expect([epsilons.get('conv1_bn'), source, numbered]).toEqual([0.25, path, undefined]);
  });

  it('.weights.h5 without any names says that only the order is known', async () => {
    const { arrays, numbered } = await readWeights(await h5((file) => nested(file, false)));
    expect([numbered, arrays.get('conv2d_1/bias')?.values]).toEqual([true, four(9)]);
  });

  it.each([
    ['numbers', true, ['conv2d', 'batch_normalization', 'conv2d_1', 'batch_normalization']],
    ['automatic names', false, ['conv2d_7', 'batch_normalization_3', 'conv2d_8', 'batch_normalization_2']],
  ] as const)(
    'layers known by %s: a normalisation outside the backbone does not change their order',
    async (_, numbered, names) => {
      const [first, second, third, outside] = names;
      const nameOf = (name: string) => (numbered ? null : name);
      const set = await readWeights(
        await h5((file) => {
          const layers = file.create_group('layers');
          addLayer(layers, 'batch_normalization', nameOf(outside), [20, 21, 22, 23].map(four));
          const model = addLayer(layers, 'functional', nameOf('inception_v3'), []).create_group('layers');
          addLayer(model, 'conv2d', nameOf(first), arrays[0] ?? []);
          addLayer(model, 'batch_normalization', nameOf(second), arrays[1] ?? []);
          addLayer(model, 'conv2d_1', nameOf(third), arrays[2] ?? []);
        }),
      );
      expect([set.arrays.get(`${second}/gamma`)?.values, set.arrays.get(`${third}/bias`)?.values]).toEqual([
        four(2),
        four(9),
      ]);
      expect(set.arrays.get(`outside/${outside}/gamma`)?.values).toEqual(four(20));
      expect([...set.arrays.keys()].filter((name) => name.startsWith('batch_normalization'))).toHaveLength(4);
    },
  );

  it('.h5 with a backbone in the model', async () => {
    const path = await h5((file) => {
      const root = file.create_group('model_weights');
      root.create_attribute('layer_names', ['flip', 'resnet50', 'head']);
      const flip = root.create_group('flip');
      flip.create_attribute('weight_names', ['seed_generator_state']);
      flip.create_dataset({ name: 'seed_generator_state', data: BigInt64Array.of(1n), shape: [1] });
      const backbone = root.create_group('resnet50');
      const names = [
        'conv1_conv/kernel:0',
        'conv1_conv/bias:0',
        'conv2_block1_1_conv/kernel:0',
        'conv2_block1_1_conv/bias:0',
      ];
      backbone.create_attribute('weight_names', names);
      for (const [i, name] of ['conv1_conv', 'conv2_block1_1_conv'].entries()) {
        const group = backbone.create_group(name);
        group.create_dataset({ name: 'kernel:0', data: kernel, shape: [1, 2, 3, 4] });
        group.create_dataset({ name: 'bias:0', data: four(i === 0 ? 1 : 9), shape: [4] });
      }
    }, 'nested.h5');
    const { arrays } = await readWeights(path);
    for (const name of ['conv1_conv/bias', 'conv2_block1_1_conv/bias', 'conv1_conv/kernel'] as const) {
      expect(arrays.get(name)).toEqual(expected[name]);
    }
  });

  it('.h5 with automatic names: a normalisation outside the backbone does not change their order', async () => {
    const path = await h5((file) => {
      const root = file.create_group('model_weights');
      root.create_attribute('layer_names', ['batch_normalization', 'inception_v3']);
      const add = (layer: string, weights: Readonly<Record<string, Float32Array>>) => {
        const group = root.create_group(layer);
        group.create_attribute('weight_names', Object.keys(weights));
        for (const [name, data] of Object.entries(weights)) {
          const [scope = ''] = name.split('/');
          if (!group.keys().includes(scope)) group.create_group(scope);
          group.create_dataset({ name, data, shape: data === kernel ? [1, 2, 3, 4] : [4] });
        }
      };
      add('batch_normalization', { 'batch_normalization/beta:0': four(20) });
      add('inception_v3', { 'conv2d_7/kernel:0': kernel, 'batch_normalization_3/beta:0': four(3) });
    }, 'head.h5');
    const { arrays } = await readWeights(path);
    expect([...arrays.keys()]).toEqual([
      'outside/batch_normalization/beta',
      'conv2d_7/kernel',
      'batch_normalization_3/beta',
    ]);
  });

  it('an error names the file that was given, and nothing is installed', async () => {
    const folder = await temporaryFolder();
    const short = await h5((file) => nested(file, true));
    await expect(importWeights(short, { folder })).rejects.toThrow(`${short} has the kernels of 2 convolutions`);
    const damaged = join(await temporaryFolder(), 'cut.keras');
    await writeFile(damaged, writeZip({ 'model.weights.h5': await readFile(short) }).subarray(0, 2000));
    await expect(importWeights(damaged, { folder })).rejects.toThrow(
      `${damaged} is not a .keras file of Keras 3, or it is cut off`,
    );
    const flipped = Buffer.from(writeZip({ 'model.weights.h5': await readFile(short) }));
    flipped[3000] = (flipped[3000] as number) ^ 1;
    await writeFile(damaged, flipped);
    await expect(importWeights(damaged, { folder })).rejects.toThrow(`${damaged} is damaged: model.weights.h5`);
    const other = join(await temporaryFolder(), 'other.keras');
    await writeFile(other, writeZip({ 'readme.txt': Buffer.from('hello') }));
    await expect(importWeights(other, { folder })).rejects.toThrow(`${other} has no model.weights.h5, only readme.txt`);
  });
});
