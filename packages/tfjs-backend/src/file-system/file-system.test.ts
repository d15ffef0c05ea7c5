import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import { io, ones, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileWriteError, fileSystem, ModelFileError } from './index';

let folder: string;

beforeEach(async () => {
  await setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'rs-sam model %20 '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function smallModel(units = 3): Sequential {
  const model = sequential();
  model.add(layers.dense({ units, inputShape: [4], biasInitializer: 'randomNormal' }));
  model.add(layers.dense({ units: 2, activation: 'tanh' }));
  return model;
}

const answer = (model: Sequential | Awaited<ReturnType<typeof loadLayersModel>>) =>
  Array.from((model.predict(ones([1, 4])) as Tensor).dataSync());

const weightFiles = async () => (await readdir(folder)).filter((file) => file !== 'model.json');

describe('file:// of @rs-sam/tfjs-backend/file-system', () => {
  it('saves a layers model and loads it again, by address and by path', async () => {
    const model = smallModel();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    model.setUserDefinedMetadata({ note: 'kept' });
    const url = pathToFileURL(folder).href;
    const { modelArtifactsInfo } = await model.save(url, { includeOptimizer: true });
    // The weights, and the iterations of the optimiser.
    expect(modelArtifactsInfo.weightDataBytes).toBe((4 * 3 + 3 + 3 * 2 + 2) * 4 + 4);

    const [weights] = await weightFiles();
    const { weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    expect(weightsManifest[0].paths).toEqual([weights]);

    for (const source of [`${url}/model.json`, url, fileSystem(folder), fileSystem(join(folder, 'model.json'))]) {
      const loaded = await loadLayersModel(source);
      expect(answer(loaded)).toEqual(answer(model));
      expect(loaded.getUserDefinedMetadata()).toEqual({ note: 'kept' });
      expect(loaded.loss).toBe('meanSquaredError');
    }
  });

  it('replaces a model and the files of an interrupted save, and no other file', async () => {
    await smallModel(3).save(fileSystem(folder));
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await writeFile(join(folder, 'own.bin'), 'mine');
    await writeFile(join(folder, 'weights-0123456789ab.bin'), 'left');
    const next = smallModel(5);
    await next.save(fileSystem(folder));
    expect(await readdir(folder)).toHaveLength(4);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['model.json', 'notes.txt', 'own.bin']));
    expect(answer(await loadLayersModel(fileSystem(folder)))).toEqual(answer(next));
  });

  it('reads a model of tfjs-node, and removes its weights when it is replaced', async () => {
    const model = smallModel();
    await model.save(fileSystem(folder));
    const [weights] = (await weightFiles()) as [string];
    const json = (await readFile(join(folder, 'model.json'), 'utf8')).replace(weights, 'weights.bin');
    await writeFile(join(folder, 'weights.bin'), await readFile(join(folder, weights)));
    await writeFile(join(folder, 'model.json'), json);
    await rm(join(folder, weights));
    const loaded = await loadLayersModel(fileSystem(folder));
    expect(answer(loaded)).toEqual(answer(model));
    await loaded.save(fileSystem(folder));
    expect(await weightFiles()).toEqual([weights]);
  });

  it('names the file that is missing or damaged', async () => {
    const load = () => loadLayersModel(fileSystem(folder));
    await expect(load()).rejects.toThrow(ModelFileError);
    await expect(load()).rejects.toThrow(`${join(folder, 'model.json')} does not exist. Give the path of a model.json`);
    await writeFile(join(folder, 'model.json'), '{');
    await expect(load()).rejects.toThrow('model.json is not JSON');
    await writeFile(join(folder, 'model.json'), '{}');
    await expect(load()).rejects.toThrow('model.json is not a model of tfjs');
    await smallModel().save(fileSystem(folder));
    const [weights] = (await weightFiles()) as [string];
    await truncate(join(folder, weights), 8);
    await expect(load()).rejects.toThrow(`${weights} has 8 bytes instead of the 92 that`);
    await rm(join(folder, weights));
    await expect(load()).rejects.toThrow(`${weights} does not exist. Copy it to the folder of`);
  });

  it('names the folder that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const saving = smallModel().save(fileSystem(join(folder, 'file')));
    await expect(saving).rejects.toThrow(FileWriteError);
    await expect(smallModel().save(fileSystem(join(folder, 'file')))).rejects.toThrow('a file has the name');
  });

  it('leaves file:// to another handler, such as that of tfjs-node, in either order of registration', async () => {
    const saved: string[] = [];
    const other = (url: string | string[]) =>
      (String(url).startsWith('file://other')
        ? { save: async () => saved.push('other'), load: async () => ({}) }
        : null) as unknown as io.IOHandler;
    io.registerSaveRouter(other);
    io.registerLoadRouter(other);
    await smallModel().save('file://other/model');
    expect(saved).toEqual(['other']);
    expect([io.getLoadHandlers('file://other/model').length, io.getLoadHandlers('file://mine').length]).toEqual([1, 1]);
    expect(io.getSaveHandlers('localstorage://mine').length).toBe(0);
  });
});
