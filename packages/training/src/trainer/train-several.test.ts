import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitHash, splitOf } from '@rs-sam/datasets/splits';
import { EmptyPartError, evaluateCheckpoint, FeaturesMissingError } from '@rs-sam/evaluation';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { sha256 } from '@rs-sam/foundation/files';
import { readCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { useWasm } from '../../../evaluation/test/use-engine';
import { runFolders } from '../../test/run-folders';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { SourcesMismatchError } from '../sources/sources-mismatch-error';
import type { TrainingSource } from '../sources/training-source';
import { RunMismatchError } from './errors';
import type { TrainingEvent } from './events';
import { train } from './train';
import type { RunOptions } from './train-options';

let engine: string;
const { newFolder } = runFolders();

beforeAll(async () => {
  engine = await useWasm();
});

const first = tinyDataset({ captions: 2 });
const second = {
  images: tinyDataset({ train: 6, val: 7, captions: 2 }).images.map(({ captions, ...image }) => ({
    ...image,
    captions: captions.map((text) => text.replace('things', 'objects')),
  })),
};
const a: TrainingSource = { name: 'a', dataset: first, features: memoryFeatures(first) };
const b: TrainingSource = { name: 'b', dataset: second, features: memoryFeatures(second, { views: ['identity'] }) };

const base: TrainingConfiguration = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 4, embeddingDim: 3, normalizeFeatures: true },
  ...{ optimizer: 'adam', negatives: 'instance+class', augment: true, batchSize: 6, epochs: 2, learningRate: 0.01 },
});
const run = (
  sources: readonly TrainingSource[],
  given: Partial<TrainingConfiguration> = {},
  more: Partial<RunOptions> = {},
) => train({ configuration: { ...base, ...given }, sources, folder: newFolder(), engine, ...more });
const contentOf = (folder: string) =>
  Promise.all(
    ['best/weights.safetensors', 'last/weights.safetensors', 'last/state.safetensors', 'last/vocabulary.json'].map(
      async (file) => sha256(await readFile(join(folder, file))),
    ),
  );

describe('a training on several data sets', () => {
  it('joins the vocabularies, validates each, records all, and can be evaluated on one of them', async () => {
    const folder = newFolder();
    const events: TrainingEvent[] = [];
    const before = memory().numTensors;
    const outcome = await run([a, b], {}, { folder, onEvent: (event) => events.push(event) });
    expect(memory().numTensors).toBe(before);
    expect(events[0]).toMatchObject({
      ...{ kind: 'start', images: 15, pairs: 30, stepsPerEpoch: 5 },
      notes: [
        'Data sets: a (9 images, 18 pairs), b (6 images, 12 pairs).',
        'The feature stores have different augmentation views, by number: a 2, b 1. Each image is trained on the views of its own store.',
      ],
    });
    const epochs = events.flatMap((event) => (event.kind === 'epoch' ? [event.metrics.validation] : []));
    for (const metrics of epochs) {
      const each = metrics?.sources?.map(({ meanRecall }) => meanRecall) ?? [];
      expect(metrics?.sources?.map(({ name }) => name)).toEqual(['a', 'b']);
      expect(metrics?.meanRecall).toBeCloseTo(each.reduce((sum, value) => sum + value, 0) / 2);
    }
    expect(outcome.best?.meanRecall).toBe(Math.max(...epochs.map((metrics) => metrics?.meanRecall ?? 0)));

    const { manifest, files } = await readCheckpoint(folderSource(join(folder, 'best')), ['vocabulary.json']);
    const { words } = JSON.parse(new TextDecoder().decode(files['vocabulary.json']));
    expect(words).toEqual(expect.arrayContaining(['things', 'objects']));
    expect(manifest.features.dataset).toBe('a + b');
    expect(manifest.sources?.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(manifest.sources?.[1]?.splitHash).toBe(await splitHash(splitOf(second)));
    expect(manifest.sources?.[1]?.features.views).toEqual(['identity']);

    const result = await evaluateCheckpoint({
      ...{ checkpoint: join(folder, 'best'), dataset: second, features: b.features, folder: newFolder(), engine },
    });
    expect(result.data).toMatchObject({ images: 5, dataset: 'memory' });
    expect(result.models[0]?.sources).toEqual(
      manifest.sources?.map(({ name, splitHash: hash }) => ({ name, splitHash: hash })),
    );
  });

  it('stops at any step and in a validation, and resumes to the same bits', async () => {
    const [undisturbed, stopped] = [newFolder(), newFolder()];
    const given = { imagesPerClass: 2 };
    await run([a, b], given, { folder: undisturbed });
    let events = 0;
    for (;;) {
      const stop = new AbortController();
      const onEvent = ({ kind }: TrainingEvent) => {
        if ((kind === 'step' || kind === 'validation') && ++events % 3 === 1) stop.abort();
      };
      const { end } = await run([a, b], given, { folder: stopped, signal: stop.signal, onEvent });
      if (end !== 'stopped') break;
    }
    expect(await contentOf(stopped)).toEqual(await contentOf(undisturbed));
  });

  it('resumes only with the same data sets in the same order', async () => {
    const [folder, single] = [newFolder(), newFolder()];
    const given = { epochs: 1 };
    await run([a, b], given, { folder });
    await run([a], given, { folder: single });
    await expect(run([b, a], given, { folder })).rejects.toThrow(RunMismatchError);
    await expect(run([b, a], given, { folder })).rejects.toThrow('sources ["a","b"], but this run has ["b","a"]');
    await expect(run([a], given, { folder })).rejects.toThrow('but this run has null');
    await expect(run([a, b], given, { folder: single })).rejects.toThrow('sources null');
    const [image, ...rest] = second.images;
    const changed = { images: [{ ...image, captions: ['a ship', 'a quay'] }, ...rest] } as typeof second;
    await expect(run([a, { ...b, dataset: changed }], given, { folder })).rejects.toThrow('with captions');
  });

  it('is the training on one data set if the list has one', async () => {
    const [list, plain] = [newFolder(), newFolder()];
    await run([a], {}, { folder: list });
    const { dataset, features } = a;
    await train({ configuration: base, dataset, features, folder: plain, engine });
    expect(await contentOf(list)).toEqual(await contentOf(plain));
    const read = async (folder: string) => (await readCheckpoint(folderSource(join(folder, 'last')), [])).manifest;
    const { files: _, checksum: __, ...about } = await read(list);
    expect(await read(plain)).toMatchObject(about);
  });

  it('starts from a checkpoint of one of them', async () => {
    const [source, folder] = [newFolder(), newFolder()];
    await run([a], { epochs: 1 }, { folder: source });
    const notes: string[] = [];
    const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
    await run([a, b], { epochs: 1 }, { folder, init: source, onEvent });
    expect(notes.at(-1)).toBe(
      `Starts from ${source}: 1 word is new (objects), and 0 of the checkpoint do not occur here.`,
    );
  });

  it('refuses wrong sources by name, and creates no folder', async () => {
    const folder = newFolder();
    const refused = (sources: unknown, more: object = {}) =>
      expect(run(sources as TrainingSource[], {}, { folder, ...more })).rejects;
    await refused([a, { ...b, name: 'a' }]).toThrow(InvalidOptionError);
    await refused([a, { ...b, name: 'a' }]).toThrow('different names: this name is duplicated');
    await refused([a, { ...b, name: 'x/y' }]).toThrow('The option name is "x/y"; it must be a name without /.');
    await refused([]).toThrow('a list of at least one data set');
    await refused([a, { name: 'b', dataset: second }]).toThrow('The option features is undefined');
    await refused([a, b], { dataset: first }).toThrow('left out, because sources has it');
    await refused([a, { ...b, features: memoryFeatures(second, { backbone: 'other' }) }]).toThrow(SourcesMismatchError);
    const noVal = { images: second.images.filter(({ split }) => split !== 'val') };
    await refused([a, { ...b, dataset: noVal }]).toThrow(EmptyPartError);
    await refused([a, { ...b, dataset: noVal }]).toThrow('The data set b has no images in the part "val"');
    const fewer = memoryFeatures({ images: second.images.slice(2) });
    await refused([a, { ...b, features: fewer }]).toThrow(FeaturesMissingError);
    await refused([a, { ...b, features: fewer }]).toThrow('The feature store of b lacks 2 of the 6 images');
    const nameless = { images: second.images.map((image) => ({ ...image, className: null })) };
    await expect(run([a, { ...b, dataset: nameless }], { negatives: 'class' }, { folder })).rejects.toThrow(
      'b/images/train-0.png has none',
    );
    expect(existsSync(folder)).toBe(false);
  });
});
