import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatJson, readSafetensors } from '@rs-sam/foundation/formats';
import { type CheckpointManifest, modelDefinitions } from '@rs-sam/models';
import { beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { toyDefinition } from '../../../evaluation/test/toy-model';
import { useWasm } from '../../../evaluation/test/use-engine';
import { runFolders } from '../../test/run-folders';
import { writeCheckpointFolder } from '../checkpoint/checkpoint-folder';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingEvent } from './events';
import { train } from './train';
import type { RunOptions } from './train-options';

// Averages of the weights, weights of the loss and weight decay in a whole run. `train.test.ts` interrupts and resumes runs with them.

let engine: string;
const { newFolder } = runFolders();

beforeAll(async () => {
  engine = await useWasm();
});

const dataset = tinyDataset({ captions: 2 });
const features = memoryFeatures(dataset);
const base: TrainingConfiguration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 4, embeddingDim: 3, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 2, learningRate: 0.01 },
});
const run = (
  given: Partial<TrainingConfiguration> = {},
  more: Partial<RunOptions> & { dataset?: typeof dataset } = {},
) => train({ configuration: { ...base, ...given }, dataset, features, folder: newFolder(), engine, ...more });

/** The values of the configuration's fields that change nothing. */
const NEUTRAL = { ema: null, infoNce: null, tripletWeight: 1, weightDecay: 0 } as const;

type Tensors = Awaited<ReturnType<typeof tensorsIn>>;
const tensorsIn = async (folder: string, file: string) =>
  readSafetensors(await readFile(join(folder, `${file}.safetensors`)), file).tensors;
const valueAt = (tensors: Tensors, name: string, i: number) => tensors[name]?.data[i] as number;

/** Trains until a step and stops there. */
async function stopAfter(step: number, folder: string): Promise<void> {
  const stop = new AbortController();
  const onEvent = (event: TrainingEvent) => event.kind === 'step' && event.step === step && stop.abort();
  expect((await run({}, { folder, signal: stop.signal, onEvent })).end).toBe('stopped');
}

/** Writes a checkpoint again, with another configuration. */
async function rewriteConfiguration(checkpoint: string, configuration: string): Promise<void> {
  const { format, version, checksum, files, ...about } = JSON.parse(
    await readFile(join(checkpoint, 'manifest.json'), 'utf8'),
  ) as CheckpointManifest;
  const contents = await Promise.all(
    Object.keys(files).map(async (name) => [name, await readFile(join(checkpoint, name))] as const),
  );
  await writeCheckpointFolder(checkpoint, about, {
    ...Object.fromEntries(contents),
    'configuration.json': configuration,
  });
}

it('writes an exponential moving average of the weights, and keeps the weights themselves to resume', async () => {
  // Nine pairs in one batch: one step.
  const once = { dataset: tinyDataset({ captions: 1 }) };
  const [start, plain, averaged] = [newFolder(), newFolder(), newFolder()];
  const oneStep = { epochs: 1, batchSize: 9 };
  await run({ ...oneStep, learningRate: 1e-30 }, { ...once, folder: start });
  await run(oneStep, { ...once, folder: plain });
  expect(await run({ ...oneStep, ema: 0.75 }, { ...once, folder: averaged })).toMatchObject({ steps: 1 });
  const [before, after] = [await tensorsIn(start, 'best/weights'), await tensorsIn(plain, 'best/weights')];
  expect(before).not.toEqual(after);
  for (const file of ['best/weights', 'last/weights']) {
    for (const [name, { data }] of Object.entries(await tensorsIn(averaged, file))) {
      const expected = Array.from(data, (_, i) => 0.75 * valueAt(before, name, i) + 0.25 * valueAt(after, name, i));
      expect([...data]).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    }
  }
  const state = await tensorsIn(averaged, 'last/state');
  for (const [name, tensor] of Object.entries(after)) expect(state[`weights/${name}`]).toEqual(tensor);
});

it('validates the averages', async () => {
  const ranksOf = async (given: Partial<TrainingConfiguration>) => {
    const ranks: unknown[] = [];
    const onEvent = (event: TrainingEvent) => event.kind === 'epoch' && ranks.push(event.metrics.validation);
    await run({ learningRate: 0.1, ...given }, { onEvent });
    return ranks;
  };
  const ofTheStart = await ranksOf({ learningRate: 1e-30 });
  expect(await ranksOf({})).not.toEqual(ofTheStart);
  // So slow an average stays at the initial weights.
  expect(await ranksOf({ ema: 1 - 1e-9 })).toEqual(ofTheStart);
});

it('learns the temperature of InfoNCE, and needs no class for InfoNCE alone', async () => {
  const folder = newFolder();
  const nameless = { images: dataset.images.map((image) => ({ ...image, className: null })) };
  const given = { tripletWeight: 0, negatives: 'class', infoNce: { weight: 1, temperature: 0.07 } } as const;
  const notes: string[] = [];
  const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
  await run(given, { folder, dataset: nameless, onEvent });
  expect(notes).toEqual([]);
  const scale = valueAt(await tensorsIn(folder, 'last/state'), 'loss/logit_scale', 0);
  expect(Math.abs(scale - Math.log(1 / 0.07))).toBeGreaterThan(0.005);
  expect(Object.keys(await tensorsIn(folder, 'best/weights'))).not.toContain('logit_scale');
});

it('refuses a weight decay of a model without kernels', async () => {
  const registry = [...modelDefinitions, toyDefinition];
  const configuration = resolveConfiguration({ model: 'toy', weightDecay: 0.1 }, registry);
  await expect(train({ configuration, dataset, features, folder: newFolder(), engine, registry })).rejects.toThrow(
    'weightDecay is 0.1; it must be 0: this model has no weight whose name ends in "kernel"',
  );
});

it('resumes a run of an earlier version, whose configuration lacks later fields, and keeps it as it is', async () => {
  const [whole, folder] = [newFolder(), newFolder()];
  await run({}, { folder: whole });
  await stopAfter(3, folder);
  const { ema, infoNce, tripletWeight, weightDecay, ...earlier } = base;
  expect({ ema, infoNce, tripletWeight, weightDecay }).toEqual({ ...NEUTRAL });
  await writeFile(join(folder, 'configuration.json'), formatJson(earlier));
  await rewriteConfiguration(join(folder, 'last'), formatJson(earlier));
  await expect(run({ ema: 0.9 }, { folder })).rejects.toThrow('contains a run with ema null, but this run has 0.9');
  await stopAfter(5, folder);
  expect((await run({}, { folder })).end).toBe('epochs');
  expect(await tensorsIn(folder, 'last/weights')).toEqual(await tensorsIn(whole, 'last/weights'));
  expect(JSON.parse(await readFile(join(folder, 'best/configuration.json'), 'utf8'))).toEqual(earlier);
});
