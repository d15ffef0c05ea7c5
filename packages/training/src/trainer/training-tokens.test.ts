import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { attentionMap, searchImages, wordSubstitutes } from '@rs-sam/evaluation/search';
import { modelDefinitions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { toyDefinition } from '../../../evaluation/test/toy-model';
import { useWasm } from '../../../evaluation/test/use-engine';
import { textNetwork, textSettings, writeTextNetwork } from '../../../text-encoder/test/small-text-network';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingEvent } from './events';
import { train } from './train';
import type { RunOptions } from './train-options';

let engine: string;
const { parent, newFolder } = runFolders();

beforeAll(async () => {
  engine = await useWasm();
});

const dataset = tinyDataset({ captions: 2 });
const features = memoryFeatures(dataset);
const settings = { ...textSettings, maxLength: 16 };
const network = async () => `onnx:${await writeTextNetwork(textNetwork(), settings)}`;
const base: TrainingConfiguration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 4, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 2, learningRate: 0.01 },
});
const run = (given: Partial<TrainingConfiguration>, more: Partial<RunOptions> = {}) =>
  train({ configuration: { ...base, ...given }, ...{ dataset, features, folder: newFolder(), engine, ...more } });

it('trains on the tokens of a text network, and evaluates and searches by it', async () => {
  const [folder, name] = [newFolder(), await network()];
  const tensors = memory().numTensors;
  await run({ textNetwork: name }, { folder });
  expect(memory().numTensors).toBe(tensors);
  const checkpoint = join(folder, 'best');
  const common = { checkpoint, dataset, features, engine };
  const result = await evaluateCheckpoint({ ...common, folder: join(parent, 'result'), examples: { count: 1 } });
  expect(result.models[0]?.configuration).toMatchObject({ textNetwork: name });
  const examples = JSON.parse(await readFile(join(parent, 'result/examples.json'), 'utf8'));
  expect(JSON.stringify(examples)).toContain('"words":["a","picture","of","the",');

  const corrected = await evaluateCheckpoint({ ...common, folder: join(parent, 'hubs'), hubness: { images: 4 } });
  expect(corrected.hubness).toMatchObject({ captions: 4 });
  const member = await loadCheckpointFolder(checkpoint);
  expect(member.manifest).toMatchObject({ inputs: { tokenDim: 4 }, textNetwork: { file: 'words.onnx' } });
  expect(member.model.weights.map(({ name: of }) => of)).toEqual(
    expect.arrayContaining(['text/projection/kernel', 'text/projection/bias']),
  );
  const options = { models: [member], features, dataset };
  const [found = []] = await searchImages(['two things at the airport'], options);
  expect(found).toHaveLength(dataset.images.length);
  // In the same batch or alone, a text has the same score.
  const [, again = []] = await searchImages(['a river', 'two things at the airport'], options);
  expect(again.map(({ score }) => score)).toEqual(found.map(({ score }) => expect.closeTo(score, 5)));
  expect(wordSubstitutes('a zeppelin', [member])).toEqual([]);
  const map = await attentionMap(member, features, dataset.images[0]?.file as string, 'baseballfield');
  expect(map?.words).toEqual(['baseball', '##field']);
  expect(map?.weights).toHaveLength(2);
  member.model.dispose();
  await member.text?.dispose();
  await expect(
    evaluateCheckpoint({ ...common, folder: join(parent, 'other'), textNetwork: `onnx:${join(parent, 'none.onnx')}` }),
  ).rejects.toThrow('none.onnx, which does not exist. Name its file: --text-network onnx:<file>');
});

it('resumes to the same bits, while tokens are computed or later, and refuses another network', async () => {
  const [whole, parts, store, name] = [newFolder(), newFolder(), newFolder(), await network()];
  await run({ textNetwork: name }, { folder: whole });
  const counts: number[] = [];
  const stopAt = (stop: AbortController, place: (event: TrainingEvent) => boolean) => ({
    signal: stop.signal,
    onEvent(event: TrainingEvent) {
      if (event.kind === 'tokens') counts.push(event.done);
      if (place(event)) stop.abort(new Error('by hand'));
    },
  });
  const first = stopAt(new AbortController(), ({ kind }) => kind === 'tokens');
  await expect(run({ textNetwork: name }, { folder: parts, tokenStore: store, ...first })).rejects.toThrow('by hand');
  const started = counts.length;
  const second = stopAt(new AbortController(), (event) => event.kind === 'step' && event.step === 3);
  const stopped = await run({ textNetwork: name }, { folder: parts, tokenStore: store, ...second });
  expect(stopped.end).toBe('stopped');
  // No caption is computed twice.
  expect(counts.slice(started)[0]).toBeGreaterThan(counts[started - 1] as number);
  const computed = counts.length;
  const path = name.slice('onnx:'.length);
  const other = await writeTextNetwork(textNetwork(), { ...settings, keepSpecialTokens: true });
  await expect(run({ textNetwork: `onnx:${other}` }, { folder: parts })).rejects.toThrow('a run with textNetwork');
  await expect(run({ textNetwork: null }, { folder: parts })).rejects.toThrow('a run with textNetwork');
  await rm(join(dirname(path), 'tokenizer.json'));
  await expect(run({ textNetwork: name }, { folder: parts })).rejects.toThrow('tokenizer.json: it does not exist');
  const again = await network();
  await expect(run({ textNetwork: again }, { folder: parts })).rejects.toThrow('a run with textNetwork');
  await writeFile(
    join(dirname(path), 'tokenizer.json'),
    await readFile(join(dirname(again.slice(5)), 'tokenizer.json')),
  );
  const end = await run({ textNetwork: name }, { folder: parts, tokenStore: store });
  expect([end.end, counts.length]).toEqual(['epochs', computed]);
  for (const file of ['last/weights.safetensors', 'last/state.safetensors', 'best/weights.safetensors']) {
    expect(await readFile(join(parts, file)), file).toEqual(await readFile(join(whole, file)));
  }
});

it('starts from a checkpoint with the same network only', async () => {
  const [first, name] = [newFolder(), await network()];
  await run({ textNetwork: name, epochs: 1 }, { folder: first });
  await run({ textNetwork: name, epochs: 1 }, { init: first });
  await expect(run({ textNetwork: null }, { init: first })).rejects.toThrow(
    /textNetwork is null; it must be the same as in .*, from which the training starts: \{"file":"words.onnx"/,
  );
});

it('refuses what has no effect with a text network, and models that read no tokens', async () => {
  const name = await network();
  const resolve = (given: object) => () => resolveConfiguration({ model: 'sam-t2i', textNetwork: name, ...given });
  expect(resolve({ pretrainedWords: 'glove', minCount: 4, options: { embeddingDim: 8 } })).toThrow(
    /minCount is 4; it must be 1 with textNetwork.* pretrainedWords is "glove"; it must be null .* options.embeddingDim is 8; it must be left out/,
  );
  expect(resolve({ textNetwork: 'models/clip.onnx' })).toThrow("it must be 'onnx:' and the path of an ONNX file");
  const registry = [...modelDefinitions, toyDefinition];
  const toy = resolveConfiguration({ model: 'toy', textNetwork: name }, registry);
  await expect(run({}, { configuration: toy, registry })).rejects.toThrow(
    'it must be null: this model does not read the tokens of a text network',
  );
  await expect(run({ textNetwork: 'onnx:none.onnx' })).rejects.toThrow('none.onnx: it does not exist');
});
