import { existsSync } from 'node:fs';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { FeaturesMismatchError } from '@rs-sam/evaluation';
import { sha256 } from '@rs-sam/foundation/files';
import { CheckpointError, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { useWasm } from '../../../evaluation/test/use-engine';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import { ConfigurationError } from '../configuration/configuration-error';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { RunMismatchError } from '../trainer/errors';
import type { TrainingEvent } from '../trainer/events';
import { train } from '../trainer/train';
import type { TrainOptions } from '../trainer/train-options';

type OneDatasetOptions = Extract<TrainOptions, { readonly dataset: object }>;

let engine: string;
let source: string;
const { parent, newFolder } = runFolders();

const first = tinyDataset({ captions: 2 });
const featuresOfFirst = memoryFeatures(first);
/** The other data set speaks of squares instead of beaches. */
const second: CaptionDataset = {
  images: first.images.map(({ captions, ...image }) => ({
    ...image,
    captions: captions.map((text) => text.replace('beach', 'square')),
  })),
};
const base: TrainingConfiguration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 4, embeddingDim: 3, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 2, learningRate: 0.01 },
});
const run = (given: Partial<TrainingConfiguration> = {}, more: Partial<OneDatasetOptions> = {}) => {
  const data = { dataset: second, features: featuresOfFirst };
  return train({ configuration: { ...base, ...given }, ...data, folder: newFolder(), init: source, engine, ...more });
};
const contentOf = (folder: string) =>
  Promise.all(
    ['best/weights.safetensors', 'last/weights.safetensors', 'last/state.safetensors', 'last/vocabulary.json'].map(
      async (file) => sha256(await readFile(join(folder, file))),
    ),
  );

beforeAll(async () => {
  engine = await useWasm();
  source = newFolder();
  await run({}, { folder: source, dataset: first, init: undefined });
});

/** The weights of a checkpoint by name, and the vector of a word. */
async function weightsOf(folder: string) {
  const { model, vocabulary, manifest } = await loadCheckpoint(folderSource(folder));
  const values = Object.fromEntries(model.weights.map(({ name, variable }) => [name, [...variable.dataSync()]]));
  model.dispose();
  const rowOf = (word: string) => values['text/embeddings']?.slice(vocabulary.idOf(word) * 3).slice(0, 3);
  return { values, vocabulary, manifest, rowOf };
}

it('copies every weight by name and the embedding by word, and reports the new words', async () => {
  const folder = newFolder();
  const notes: string[] = [];
  const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
  const before = memory().numTensors;
  await run({ learningRate: 1e-30, epochs: 1, seed: 5 }, { folder, onEvent });
  expect(memory().numTensors).toBe(before);
  expect(notes).toEqual([
    `Starts from ${source}: 1 word is new (square), and 1 of the checkpoint does not occur here.`,
  ]);
  const [old, started] = await Promise.all([weightsOf(join(source, 'best')), weightsOf(join(folder, 'best'))]);
  const { 'text/embeddings': oldRows, ...others } = old.values;
  const { 'text/embeddings': rows, ...copied } = started.values;
  expect(copied).toEqual(others);
  expect(rows?.slice(0, oldRows?.length)).toEqual(oldRows);
  expect(started.rowOf('airport')).toEqual(old.rowOf('airport'));
  expect(started.vocabulary.words).toEqual([...old.vocabulary.words, 'square']);
  // The vector of the new word is that of the seed.
  expect(started.rowOf('square')?.every((value) => value !== 0)).toBe(true);
  const [same, other] = [newFolder(), newFolder()];
  await run({ learningRate: 1e-30, epochs: 1, seed: 5 }, { folder: same });
  await run({ learningRate: 1e-30, epochs: 1, seed: 6 }, { folder: other });
  expect((await weightsOf(join(same, 'best'))).rowOf('square')).toEqual(started.rowOf('square'));
  expect((await weightsOf(join(other, 'best'))).rowOf('square')).not.toEqual(started.rowOf('square'));
  const weights = sha256(await readFile(join(source, 'best', 'weights.safetensors')));
  expect(started.manifest.init).toEqual({ checkpoint: source, weights });
  expect(old.manifest.init).toBeNull();
});

it('gives word vectors of a file to the new words only', async () => {
  const [folder, wordVectors] = [newFolder(), join(parent, 'vectors.txt')];
  await writeFile(wordVectors, 'airport 7 8 9\nsquare 1 2 3\n');
  await run({ learningRate: 1e-30, epochs: 1, wordVectors }, { folder });
  const [old, started] = await Promise.all([weightsOf(join(source, 'best')), weightsOf(join(folder, 'best'))]);
  expect(started.rowOf('square')).toEqual([1, 2, 3]);
  expect(started.rowOf('airport')).toEqual(old.rowOf('airport'));
});

it('stops at any step and resumes to the same bits without the checkpoint that it started from', async () => {
  const [undisturbed, stopped] = [newFolder(), newFolder()];
  await run({}, { folder: undisturbed });
  const copy = join(parent, 'copy');
  await cp(source, copy, { recursive: true });
  let steps = 0;
  for (;;) {
    const stop = new AbortController();
    const onEvent = ({ kind }: TrainingEvent) => {
      if (kind === 'step' && ++steps % 2 === 1) stop.abort();
    };
    const { end } = await run({}, { folder: stopped, init: copy, signal: stop.signal, onEvent });
    await rm(copy, { recursive: true, force: true });
    // A process that was killed while it replaced the last checkpoint.
    if (steps === 1) await rename(join(stopped, 'last'), join(stopped, 'last.old'));
    if (end !== 'stopped') break;
  }
  expect(await contentOf(stopped)).toEqual(await contentOf(undisturbed));
});

it('resumes only the run of this checkpoint', async () => {
  const [folder, plain, other] = [newFolder(), newFolder(), newFolder()];
  await run({ epochs: 1 }, { folder });
  await run({ epochs: 1 }, { folder: plain, init: undefined });
  await run({ epochs: 1, seed: 3 }, { folder: other, dataset: first, init: undefined });
  await expect(run({ epochs: 1 }, { folder, init: other })).rejects.toThrow(RunMismatchError);
  await expect(run({ epochs: 1 }, { folder, init: other })).rejects.toThrow(
    `contains a run with init {"checkpoint":"${source}"`,
  );
  await expect(run({ epochs: 1 }, { folder, init: undefined })).rejects.toThrow('but this run has null');
  await expect(run({ epochs: 1 }, { folder: plain })).rejects.toThrow('contains a run with init null');
  await expect(run({ epochs: 1 }, { folder, init: join(parent, 'none') })).rejects.toThrow(CheckpointError);
  // The same checkpoint in another place.
  const moved = join(parent, 'moved');
  await cp(join(source, 'best'), moved, { recursive: true });
  expect((await run({ epochs: 1 }, { folder, init: moved })).end).toBe('epochs');
});

it('refuses another model, other options, other features and damaged files, and creates no folder', async () => {
  const before = memory().numTensors;
  const folder = newFolder();
  const refused = (given: Partial<TrainingConfiguration>, more = {}) => expect(run(given, { folder, ...more })).rejects;
  await refused({ model: 'sam-i2t' }).toThrow(ConfigurationError);
  await refused({ model: 'sam-i2t' }).toThrow(
    `model is "sam-i2t"; it must be "sam-t2i", as in ${source}, from which the training starts.`,
  );
  await refused({ options: { ...base.options, projection: 8, wordDropout: 0.1 } }).toThrow(
    /options\.projection is 8; it must be 4, as in .* options\.wordDropout is 0\.1; it must be 0, as in /,
  );
  // A default that is written out is the same.
  expect((await run({ options: { ...base.options, wordDropout: 0 }, epochs: 1 })).end).toBe('epochs');
  const backbone = memoryFeatures(first, { backbone: 'other' });
  await refused({}, { features: backbone }).toThrow(FeaturesMismatchError);
  await refused({}, { features: backbone }).toThrow('backbone "other", and the model was trained on "random"');
  await refused({}, { features: memoryFeatures(first, { depth: 5 }) }).toThrow(
    'depth 5, and the model was trained on 6',
  );
  await refused({}, { features: memoryFeatures(first, { regions: 6 }) }).toThrow('grid [2,3]');
  await refused({}, { init: join(parent, 'none') }).toThrow(/none\/manifest\.json: does not exist/);
  await refused({}, { init: '' }).toThrow('The option init is ""; it must be the folder of a run or a checkpoint.');
  const damaged = join(parent, 'damaged');
  await cp(join(source, 'best'), damaged, { recursive: true });
  await writeFile(join(damaged, 'weights.safetensors'), 'x');
  await refused({}, { init: damaged }).toThrow('weights.safetensors: does not have the hash');
  expect(existsSync(folder)).toBe(false);
  expect(memory().numTensors).toBe(before);
});
