import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { File, type Group, ready } from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readH5 } from './read-h5';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-h5-'));
  await ready;
});
afterAll(() => rm(folder, { recursive: true }));

const kernel = Float32Array.from({ length: 24 }, (_, i) => i);
const four = (first: number) => Float32Array.from({ length: 4 }, (_, i) => first + i);

/** Writes a file and returns its path. */
function write(name: string, fill: (file: File) => void): string {
  const path = join(folder, name);
  const file = new File(path, 'w');
  fill(file);
  file.close();
  return path;
}

/** A layer's group with its arrays under the names given, `scope/kernel:0` in a group of its own, as Keras writes them. */
function layer(parent: Group, name: string, arrays: Readonly<Record<string, Float32Array>>): void {
  const group = parent.create_group(name);
  group.create_attribute('weight_names', Object.keys(arrays));
  for (const [path, data] of Object.entries(arrays)) {
    const [dataset = '', scope] = path.split('/').reverse();
    const inner =
      scope === undefined
        ? group
        : ((group.keys().includes(scope) ? group.get(scope) : group.create_group(scope)) as Group);
    inner.create_dataset({ name: dataset, data, shape: data === kernel ? [1, 2, 3, 4] : [data.length] });
  }
}

const expected = {
  'conv/kernel': { shape: [1, 2, 3, 4], values: kernel },
  'conv/bias': { shape: [4], values: four(1) },
  'norm/gamma': { shape: [4], values: four(2) },
  'norm/beta': { shape: [4], values: four(3) },
  'norm/moving_mean': { shape: [4], values: four(4) },
  'norm/moving_variance': { shape: [4], values: four(5) },
};

function keras2(parent: Group): void {
  parent.create_attribute('layer_names', ['input_1', 'conv', 'norm']);
  parent.create_group('input_1');
  layer(parent, 'conv', { 'conv/kernel:0': kernel, 'conv/bias:0': four(1) });
  layer(parent, 'norm', {
    'norm/gamma:0': four(2),
    'norm/beta:0': four(3),
    'norm/moving_mean:0': four(4),
    'norm/moving_variance:0': four(5),
  });
}

describe('readH5', () => {
  it('reads weights of Keras 2', async () => {
    const { arrays, source } = await readH5(write('keras2.h5', keras2));
    expect(Object.fromEntries(arrays)).toEqual(expected);
    expect(source).toBe(join(folder, 'keras2.h5'));
  });

  it('reads a whole model, and its ε', async () => {
    const path = write('model.h5', (file) => {
      file.create_attribute(
        'model_config',
        JSON.stringify({ config: { layers: [{ config: { name: 'norm', epsilon: 0.25 } }] } }),
      );
      keras2(file.create_group('model_weights'));
    });
    const { arrays, epsilons } = await readH5(path);
    expect(Object.fromEntries(arrays)).toEqual(expected);
    expect([...epsilons]).toEqual([['norm', 0.25]]);
  });

  it('reads weights of Keras 1, whose running_std is the variance, with its long lists cut in parts', async () => {
    const path = write('keras1.h5', (file) => {
      file.create_attribute('layer_names0', ['conv']);
      file.create_attribute('layer_names1', ['norm']);
      layer(file, 'conv', { 'conv_W_1:0': kernel, 'conv_b_1:0': four(1) });
      layer(file, 'norm', {
        'norm_gamma_1:0': four(2),
        'norm_beta_1:0': four(3),
        'norm_running_mean_1:0': four(4),
        'norm_running_std_1:0': four(5),
      });
    });
    expect(Object.fromEntries((await readH5(path)).arrays)).toEqual(expected);
  });

  it('reads .weights.h5 of Keras 3, where only the order tells', async () => {
    const path = write('keras3.weights.h5', (file) => {
      const layers = file.create_group('layers');
      for (const [name, arrays] of Object.entries({
        conv: [kernel, four(1)],
        norm: [2, 3, 4, 5].map(four),
        bare: [],
      })) {
        const variables = layers.create_group(name).create_group('vars');
        arrays.forEach((data, i) => {
          variables.create_dataset({ name: String(i), data, shape: data === kernel ? [1, 2, 3, 4] : [4] });
        });
      }
    });
    expect(Object.fromEntries((await readH5(path)).arrays)).toEqual(expected);
  });

  it('says what is wrong with a file', async () => {
    const text = join(folder, 'text.h5');
    await writeFile(text, 'no HDF5 at all');
    await expect(readH5(text)).rejects.toThrow('text.h5 is not an HDF5 file.');
    const cut = write('cut.h5', keras2);
    await truncate(cut, 3000);
    await expect(readH5(cut)).rejects.toThrow('cut.h5 is a damaged HDF5 file. Download it again.');
    const foreign = write('foreign.h5', (file) => file.create_group('measurements'));
    await expect(readH5(foreign)).rejects.toThrow('has no weights in a layout of Keras');
  });
});
