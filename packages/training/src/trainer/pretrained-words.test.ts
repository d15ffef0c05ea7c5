import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCheckpoint, modelDefinitions } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { toyDefinition } from '../../../evaluation/test/toy-model';
import { useWasm } from '../../../evaluation/test/use-engine';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingEvent } from './events';
import { train } from './train';
import type { RunOptions } from './train-options';

let engine: string;
let words: string;
const { parent, newFolder } = runFolders();

beforeAll(async () => {
  engine = await useWasm();
  words = join(parent, 'glove.txt');
  await writeFile(words, 'airport 3 4\nzeppelin 0 1\n');
});

const dataset = tinyDataset({ captions: 2 });
const features = memoryFeatures(dataset);
const base: TrainingConfiguration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 4, embeddingDim: 3, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 2, learningRate: 0.01 },
});
const run = (given: Partial<TrainingConfiguration> = {}, more: Partial<RunOptions> = {}) =>
  train({
    configuration: { ...base, pretrainedWords: words, ...given },
    ...{ dataset, features, folder: newFolder(), engine, ...more },
  });
const load = (folder: string) => loadCheckpoint(folderSource(join(folder, 'best')));

it('trains beside frozen vectors, which the checkpoint contains', async () => {
  const folder = newFolder();
  const notes: string[] = [];
  const tensors = memory().numTensors;
  const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
  await run({}, { folder, onEvent });
  expect(memory().numTensors).toBe(tensors);
  expect(notes).toEqual([expect.stringMatching(/^\d+ of the \d+ words of the vocabulary have no pretrained/)]);
  const { model, vocabulary, manifest } = await load(folder);
  const rows = model.pretrained?.variable.dataSync() as Float32Array;
  const at = 2 * vocabulary.idOf('airport');
  expect([...rows.subarray(at, at + 2)]).toEqual([0.6, 0.8].map((value) => expect.closeTo(value, 6)));
  for (let id = 0; id < vocabulary.size; id++) {
    expect(Math.hypot(...rows.subarray(2 * id, 2 * id + 2))).toBeCloseTo(1, 5);
  }
  const learned = model.weights.find(({ name }) => name === 'text/embeddings')?.variable.dataSync() as Float32Array;
  expect(learned.subarray(3 * vocabulary.idOf('airport')).some((value) => value !== 0)).toBe(true);
  expect(manifest.inputs.pretrainedDim).toBe(2);
  expect(manifest.pretrainedWords).toMatch(/^[0-9a-f]{64}$/);
  model.dispose();
});

it('resumes to the same bits, and refuses another table', async () => {
  const [whole, parts] = [newFolder(), newFolder()];
  await run({}, { folder: whole });
  const stop = new AbortController();
  const onEvent = (event: TrainingEvent) => event.kind === 'step' && event.step === 3 && stop.abort();
  expect((await run({}, { folder: parts, signal: stop.signal, onEvent })).end).toBe('stopped');
  const text = await readFile(words, 'utf8');
  await writeFile(words, `${text}quay 1 1\n`);
  await expect(run({}, { folder: parts })).rejects.toThrow('contains a run with pretrainedWords');
  await writeFile(words, text);
  await expect(run({ pretrainedWords: null }, { folder: parts })).rejects.toThrow('with pretrainedWords');
  expect((await run({}, { folder: parts })).end).toBe('epochs');
  for (const name of ['last/weights.safetensors', 'last/state.safetensors', 'best/weights.safetensors']) {
    expect(await readFile(join(parts, name)), name).toEqual(await readFile(join(whole, name)));
  }
});

it('depends on the dropout of learned vectors', async () => {
  const [some, none] = [newFolder(), newFolder()];
  await run({}, { folder: some });
  await run({ options: { ...base.options, wordVectorDropout: 0 } }, { folder: none });
  const of = (folder: string) => readFile(join(folder, 'last/weights.safetensors'));
  expect(await of(some)).not.toEqual(await of(none));
});

it('starts from a checkpoint of the same table: old words keep their vectors, new ones get those of the table', async () => {
  const [first, second] = [newFolder(), newFolder()];
  await run({ learningRate: 1e-30 }, { folder: first });
  const images = dataset.images.map((image) => ({
    ...image,
    captions: image.captions.map((text) => `${text} zeppelin`),
  }));
  const more = { dataset: { images }, folder: second, init: first };
  await expect(run({ pretrainedWords: null }, more)).rejects.toThrow(
    /pretrainedWords is null; it must be the same file as in .*run-\d+, from which the training starts: ".*glove.txt"/,
  );
  await run({ learningRate: 1e-30 }, more);
  const [before, after] = [await load(first), await load(second)];
  const rowOf = ({ model, vocabulary }: typeof before, word: string) => {
    const at = 2 * vocabulary.idOf(word);
    return [...(model.pretrained?.variable.dataSync().subarray(at, at + 2) ?? [])];
  };
  for (const word of before.vocabulary.words) expect(rowOf(after, word), word).toEqual(rowOf(before, word));
  expect(rowOf(after, 'zeppelin')).toEqual([0, 1]);
  before.model.dispose();
  after.model.dispose();
});

it('refuses what cannot be, before anything is computed', async () => {
  const registry = [...modelDefinitions, toyDefinition];
  const toy = resolveConfiguration({ model: 'toy', pretrainedWords: words }, registry);
  await expect(run({}, { configuration: toy, registry })).rejects.toThrow(
    'it must be null: this model uses no pretrained words',
  );
  await expect(run({ pretrainedWords: join(parent, 'none.txt') })).rejects.toThrow(
    /glove, or a file .* does not exist/,
  );
  await expect(run({ pretrainedWords: parent })).rejects.toThrow('and it is a folder');
  const other = join(parent, 'other.txt');
  await writeFile(other, 'Flugplatz 7 8\n');
  await expect(run({ pretrainedWords: other })).rejects.toThrow('it has none of them');
  await writeFile(other, 'airport 7 x\n');
  await expect(run({ pretrainedWords: other })).rejects.toThrow('line 1');
  expect(() => resolveConfiguration({ model: 'sam-t2i', wordVectors: 'a', pretrainedWords: 'b' })).toThrow(
    'wordVectors is "a"; it must be null with pretrainedWords',
  );
});

it('reads the table of @rs-sam/pretrained by its name', async () => {
  const folder = newFolder();
  await run({ pretrainedWords: 'glove', epochs: 1 }, { folder });
  const { model, manifest } = await load(folder);
  expect(manifest.inputs.pretrainedDim).toBe(100);
  model.dispose();
});
