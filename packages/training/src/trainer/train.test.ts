import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptionedImage } from '@rs-sam/datasets';
import { loadCheckpoint, modelDefinitions } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { memory, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { toyDefinition } from '../../../evaluation/test/toy-model';
import { useWasm } from '../../../evaluation/test/use-engine';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { ClassNamesMissingError } from '../sampling/epoch-batches';
import { RunMismatchError } from './errors';
import type { TrainingEvent } from './events';
import type { MetricsLine } from './metrics-log';
import { train } from './train';
import type { TrainOptions } from './train-options';

type OneDatasetOptions = Extract<TrainOptions, { readonly dataset: object }>;

let engine: string;
const { parent, newFolder } = runFolders();

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
const run = (given: Partial<TrainingConfiguration> = {}, more: Partial<OneDatasetOptions> = {}) =>
  train({ configuration: { ...base, ...given }, dataset, features, folder: newFolder(), engine, ...more });
/** Every file of a run with its bytes. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'base64')])));
}

const weightsOf = (folder: string, of: 'best' | 'last' = 'last') => readFile(join(folder, of, 'weights.safetensors'));

describe('train', () => {
  it('emits events, writes the metrics, and leaves a checkpoint that can be loaded', async () => {
    const folder = newFolder();
    const events: TrainingEvent[] = [];
    const before = memory().numTensors;
    const outcome = await run({}, { folder, metricsEvery: 2, onEvent: (event) => events.push(event) });
    expect(memory().numTensors).toBe(before);
    // 18 pairs in batches of 6, twice.
    expect(outcome).toMatchObject({ end: 'epochs', steps: 6, checkpoint: join(folder, 'best') });
    expect(events[0]).toMatchObject({ kind: 'start', resumedAt: 0, pairs: 18, images: 9, stepsPerEpoch: 3, epochs: 2 });
    const steps = events.filter((event) => event.kind === 'step');
    expect(steps.map(({ epoch, stepInEpoch }) => [epoch, stepInEpoch])).toEqual(
      [1, 2].flatMap((epoch) => [1, 2, 3].map((step) => [epoch, step])),
    );
    expect(events.filter(({ kind }) => kind === 'validation').length).toBeGreaterThanOrEqual(2);

    const text = await readFile(join(folder, 'metrics.jsonl'), 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as MetricsLine);
    expect(lines.map(({ kind, step }) => [kind, step])).toEqual([
      ['step', 2],
      ['epoch', 3],
      ['step', 4],
      ['step', 6],
      ['epoch', 6],
    ]);
    const last = lines.at(-1);
    expect(last).toMatchObject({ validation: { imageToText: { recall: { 1: expect.any(Number) } } } });

    const copy = join(parent, 'copied');
    await cp(join(folder, 'best'), copy, { recursive: true });
    const { model, vocabulary, configuration, manifest } = await loadCheckpoint(folderSource(copy));
    expect(configuration).toEqual(base);
    expect(manifest).toMatchObject({ model: 'sam-t2i', engine, validation: outcome.best, inputs: { regionDepth: 6 } });
    expect(vocabulary.has('airport')).toBe(true);
    model.dispose();
  });

  it('learns: the loss of a separable data set falls', async () => {
    const losses: number[] = [];
    await run(
      { epochs: 8, learningRate: 0.02, validationPart: null },
      { onEvent: (event) => event.kind === 'epoch' && losses.push(event.metrics.loss) },
    );
    expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] as number));
  });

  it.each([
    ['adam', { optimizer: 'adam', gradientClip: 0.5, augment: true }],
    ['sgd', { optimizer: 'sgd', momentum: 0.9, negatives: 'instance+class', imagesPerClass: 1, warmUpSteps: 4 }],
    ['averages, InfoNCE, weight decay', { ema: 0.7, infoNce: { weight: 1, temperature: 0.07 }, weightDecay: 0.1 }],
    ['averages with sgd', { optimizer: 'sgd', ema: 0.9, validationPart: null }],
  ] as const)('stops at any step and resumes to the same bits: %s', async (_, given) => {
    const [undisturbed, stopped] = [newFolder(), newFolder()];
    await run(given, { folder: undisturbed });
    let steps = 0;
    for (;;) {
      const stop = new AbortController();
      const onEvent = ({ kind }: TrainingEvent) => {
        if (kind === 'step' && ++steps % 4 === 1) stop.abort();
      };
      const { end } = await run(given, { folder: stopped, signal: stop.signal, onEvent });
      if (end !== 'stopped') break;
    }
    expect(await weightsOf(stopped)).toEqual(await weightsOf(undisturbed));
    expect(await weightsOf(stopped, 'best')).toEqual(await weightsOf(undisturbed, 'best'));
    expect(await readFile(join(stopped, 'last/state.safetensors'))).toEqual(
      await readFile(join(undisturbed, 'last/state.safetensors')),
    );
  });

  it('does not train a finished run again', async () => {
    const folder = newFolder();
    const first = await run({}, { folder });
    const events: TrainingEvent[] = [];
    expect(await run({}, { folder, onEvent: (event) => events.push(event) })).toEqual(first);
    expect(events.map(({ kind }) => kind)).toEqual(['start']);
  });

  it('stops after `patience` epochs without improvement', async () => {
    // Nothing is learnt at this rate, so the first epoch stays the best.
    const outcome = await run({ epochs: 9, patience: 2, learningRate: 1e-30 });
    expect(outcome).toMatchObject({ end: 'patience', best: { epoch: 1 }, steps: 9 });
  });

  it('keeps the last epoch without a validation part', async () => {
    const folder = newFolder();
    expect(await run({ validationPart: null }, { folder })).toMatchObject({ best: null, end: 'epochs' });
    expect(await weightsOf(folder, 'best')).toEqual(await weightsOf(folder, 'last'));
  });

  describe('without class names', () => {
    const nameless = { ...dataset, images: dataset.images.map((image) => ({ ...image, className: null })) };

    it.each([{ negatives: 'class' }, { imagesPerClass: 2 }] as const)('refuses %o', async (given) => {
      const folder = newFolder();
      await expect(run(given, { folder, dataset: nameless })).rejects.toThrow(ClassNamesMissingError);
      expect(existsSync(folder)).toBe(false);
    });

    it("uses the negatives 'instance' instead of 'instance+class', and says so", async () => {
      const notes: string[] = [];
      const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
      const [both, instance] = [newFolder(), newFolder()];
      await run({ negatives: 'instance+class' }, { folder: both, dataset: nameless, onEvent });
      await run({ negatives: 'instance' }, { folder: instance, dataset: nameless, onEvent });
      expect(await weightsOf(both)).toEqual(await weightsOf(instance));
      expect(notes).toEqual([
        expect.stringMatching(/^\S+ has no class name: the negatives are 'instance' instead of 'instance\+class'/),
      ]);
    });
  });

  it('records what the data allow: nothing to augment, one class', async () => {
    const folder = newFolder();
    const notes: string[] = [];
    const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
    const oneView = memoryFeatures(dataset, { views: ['identity'] });
    const oneClass = { images: dataset.images.map((image) => ({ ...image, className: 'airport' })) };
    const given = { augment: true, negatives: 'instance+class', epochs: 1 } as const;
    await run(given, { folder, dataset: oneClass, features: oneView, onEvent });
    expect(notes).toEqual([
      expect.stringMatching(/nothing to augment: augment is false\. Extract with --views all/),
      expect.stringMatching(/^All training images are of the class airport: the negatives are 'instance'/),
    ]);
    const written = { augment: false, negatives: 'instance' };
    expect(JSON.parse(await readFile(join(folder, 'configuration.json'), 'utf8'))).toMatchObject(written);
    const { model, configuration } = await loadCheckpoint(folderSource(join(folder, 'best')));
    expect(configuration).toMatchObject(written);
    model.dispose();
    // The same options resume it.
    expect((await run(given, { folder, dataset: oneClass, features: oneView })).end).toBe('epochs');
    await expect(run({ negatives: 'class' }, { dataset: oneClass })).rejects.toThrow(
      /negatives is "class"; it must be 'instance': all training images are of the class airport/,
    );
  });

  it('augments where the store has other views', async () => {
    const folder = newFolder();
    await run({ augment: true, epochs: 1 }, { folder });
    expect(JSON.parse(await readFile(join(folder, 'configuration.json'), 'utf8'))).toMatchObject({ augment: true });
  });

  it('refuses to resume with other captions, word vectors or classes, and leaves the folder as it was', async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) => event.kind === 'step' && event.step === 3 && stop.abort();
    expect((await run({}, { folder, signal: stop.signal, onEvent })).end).toBe('stopped');
    const before = await contentOf(folder);
    const [first, second, ...rest] = dataset.images as [CaptionedImage, CaptionedImage, ...CaptionedImage[]];
    const others: CaptionedImage[][] = [
      // The same words in another order; the captions of two images exchanged; another class.
      [{ ...first, captions: first.captions.map((text) => text.split(' ').reverse().join(' ')) }, second, ...rest],
      [{ ...first, captions: second.captions }, { ...second, captions: first.captions }, ...rest],
      [{ ...first, className: 'harbour' }, second, ...rest],
    ];
    for (const images of others) {
      const resumed = run({}, { folder, dataset: { images } });
      await expect(resumed).rejects.toThrow(RunMismatchError);
      await expect(run({}, { folder, dataset: { images } })).rejects.toThrow('contains a run with captions');
    }
    expect(await contentOf(folder)).toEqual(before);
    expect((await run({}, { folder })).end).toBe('epochs');
  });

  it('refuses to resume where its configuration file or its metrics were changed', async () => {
    const folder = newFolder();
    await run({ epochs: 1 }, { folder });
    const edit = async (name: string, change: (text: string) => string) => {
      const path = join(folder, name);
      const text = await readFile(path, 'utf8');
      await writeFile(path, change(text));
      const message = `${name}: (was changed|does not have the content)`;
      await expect(run({ epochs: 1 }, { folder })).rejects.toThrow(new RegExp(message));
      await writeFile(path, text);
    };
    await edit('configuration.json', (text) => text.replace('0.2', '0.3'));
    await edit('metrics.jsonl', (text) => text.replace('"epoch":1', '"epoch":2'));
    await edit('metrics.jsonl', (text) => text.slice(0, 20));
    expect((await run({ epochs: 1 }, { folder })).end).toBe('epochs');
  });

  it('refuses to resume with an altered vocabulary', async () => {
    const folder = newFolder();
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) => event.kind === 'step' && stop.abort();
    await run({ epochs: 1 }, { folder, signal: stop.signal, onEvent });
    const path = join(folder, 'last/vocabulary.json');
    const text = await readFile(path, 'utf8');
    expect(text).toContain('airport');
    await writeFile(path, text.replace('airport', 'airpost'));
    await expect(run({ epochs: 1 }, { folder })).rejects.toThrow(`${path}: does not have the hash that manifest.json`);
    await writeFile(path, text);
    expect((await run({ epochs: 1 }, { folder })).end).toBe('epochs');
  });

  it('says which process trains in the same folder', async () => {
    const folder = newFolder();
    let other: Promise<unknown> | undefined;
    const onEvent = (event: TrainingEvent) => {
      if (event.kind === 'step')
        other ??= expect(run({}, { folder })).rejects.toThrow(/lock\.json is held by this process/);
    };
    expect((await run({}, { folder, onEvent })).end).toBe('epochs');
    await other;
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  it('refuses to resume another run', async () => {
    const folder = newFolder();
    await run({ epochs: 1 }, { folder });
    await expect(run({ epochs: 1, margin: 0.3 }, { folder })).rejects.toThrow(
      /contains a run with margin 0.2, but this run has 0.3\. Name another folder/,
    );
    await expect(run({ epochs: 1 }, { folder, engine: 'another' })).rejects.toThrow(`engine "${engine}"`);
    const others = memoryFeatures(dataset, { backbone: 'other' });
    await expect(run({ epochs: 1 }, { folder, features: others })).rejects.toThrow('"backbone":"other"');
    await writeFile(join(folder, 'last/state.safetensors'), 'x');
    await expect(run({ epochs: 1 }, { folder })).rejects.toThrow(/last\/state.safetensors: does not have the hash/);
  });

  it('names missing inputs before anything is computed', async () => {
    await expect(run({ validationPart: 'dev' })).rejects.toThrow('the part "dev"; its parts are: train, val, test');
    const fewer = memoryFeatures({ images: dataset.images.slice(2) });
    await expect(run({}, { features: fewer })).rejects.toThrow(
      'lacks 2 of the 9 images of the part train; the first is images/train-0.png',
    );
    await expect(run({ options: { projection: -1 } })).rejects.toThrow('The option projection is -1');
  });

  it('stops with the step and the images when the loss is NaN', async () => {
    const broken = { ...features, read: async () => new Float32Array(6 * 24).fill(Number.NaN) };
    await expect(run({}, { features: broken })).rejects.toThrow(
      /At step 1 the loss is .* norm is NaN, for the images images\/train-/,
    );
  });

  it('starts from given word vectors', async () => {
    const file = join(parent, 'vectors.txt');
    await writeFile(file, 'airport 7 8 9\n');
    const folder = newFolder();
    await run({ wordVectors: file, learningRate: 1e-30, epochs: 1 }, { folder });
    const { model, vocabulary } = await loadCheckpoint(folderSource(join(folder, 'best')));
    const row = vocabulary.idOf('airport') * 3;
    const embeddings = model.weights.find(({ name }) => name === 'text/embeddings')?.variable as Tensor;
    expect([...embeddings.dataSync()].slice(row, row + 3)).toEqual([7, 8, 9].map((x) => expect.closeTo(x, 5)));
    model.dispose();
    const wrong = { wordVectors: file, options: { ...base.options, embeddingDim: 4 } };
    await expect(run(wrong)).rejects.toThrow(/wordVectors is .* a file of vectors of 4 numbers/);
    await expect(run({ wordVectors: join(parent, 'none.txt') })).rejects.toThrow(/none.txt".* it does not exist/);
    await expect(run({ wordVectors: parent })).rejects.toThrow(/and it is a folder/);
    await writeFile(file, 'Flugplatz 7 8 9\n');
    await expect(run({ wordVectors: file })).rejects.toThrow(
      /with words of the training captions: it has none of them/,
    );
  });
});

describe('a model of your own', () => {
  it('is trained through one entry of a registry', async () => {
    const folder = newFolder();
    const registry = [...modelDefinitions, toyDefinition];
    const configuration = resolveConfiguration({ model: 'toy', epochs: 2, learningRate: 0.002 }, registry);
    const { end } = await train({ configuration, dataset, features, folder, engine, registry });
    expect(end).toBe('epochs');
    const { model } = await loadCheckpoint(folderSource(join(folder, 'best')), registry);
    expect(model.name).toBe('toy');
    // It starts from zeros.
    expect(model.weights[0]?.variable.dataSync().some((value) => value !== 0)).toBe(true);
    model.dispose();
  });
});
