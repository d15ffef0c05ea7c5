import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { partOf } from '@rs-sam/datasets/splits';
import {
  evaluateCheckpoint,
  evaluateEnsemble,
  formatEvaluation,
  RsSamError,
  readEvaluation,
  readEvaluationFile,
  readResultScores,
  readScores,
} from '@rs-sam/evaluation';
import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { galleryOf, scoreWholeGallery } from '@rs-sam/evaluation/gallery';
import { sealJson } from '@rs-sam/foundation/files';
import type { RetrievalModel } from '@rs-sam/models';
import { type LoadedCheckpoint, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { readRunFile } from '@rs-sam/retrieval-metrics/node';
import { padBatch } from '@rs-sam/text-encoder';
import type { View } from '@rs-sam/vision-features';
import { tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { tinyDataset } from '../../evaluation/test/tiny-dataset';
import { useWasm } from '../../evaluation/test/use-engine';
import { resolveConfiguration } from '../src/configuration/configuration';
import { train } from '../src/trainer/train';
import { runFolders } from './run-folders';

const dataset = tinyDataset({ test: 7 });
const features = memoryFeatures(dataset);
let engine: string;
const { parent, newFolder } = runFolders();
const checkpoints: Record<string, string> = {};
let loaded: LoadedCheckpoint;

beforeAll(async () => {
  engine = await useWasm();
  for (const model of ['sam-t2i', 'sam-i2t']) {
    const configuration = resolveConfiguration({
      ...{ model, options: { projection: 4, embeddingDim: 3, normalizeFeatures: true } },
      ...{ optimizer: 'adam', negatives: 'instance', learningRate: 0.01, epochs: 1 },
    });
    const { checkpoint } = await train({ configuration, dataset, features, folder: join(parent, model), engine });
    checkpoints[model] = checkpoint as string;
  }
  loaded = await loadCheckpoint(folderSource(checkpoints['sam-t2i'] as string));
});

const evaluate = (more: Partial<Parameters<typeof evaluateCheckpoint>[0]> = {}, model = 'sam-t2i') =>
  evaluateCheckpoint({
    ...{ checkpoint: checkpoints[model] as string, dataset, features, folder: newFolder(), engine },
    ...more,
  });

/** Every image with every caption at once. */
async function scoreAtOnce(model: RetrievalModel): Promise<Float32Array> {
  const { images } = partOf(dataset, 'test');
  const ids = padBatch(images.flatMap(({ captions }) => captions.map((caption) => loaded.vocabulary.encode(caption))));
  const regions = await features.read(images.map(({ file }) => ({ image: file })));
  return tidy(() => {
    const encoded = model.encodeImages(tensor3d(regions, [images.length, 4, 6]));
    return model.score(encoded, model.encodeTexts(tensor2d(ids.ids, ids.shape, 'int32'))).dataSync() as Float32Array;
  });
}

describe('block-wise scoring', () => {
  it.each([
    [1, 1],
    [2, 3],
    [100, 2],
    [5, 100],
  ])('equals one call: blocks of %i captions and %i images', async (captionsPerBlock, imagesPerBlock) => {
    const gallery = galleryOf(partOf(dataset, 'test'), loaded.vocabulary);
    const blocks = await scoreWholeGallery(loaded.model, features, gallery, { captionsPerBlock, imagesPerBlock });
    const whole = await scoreAtOnce(loaded.model);
    expect(blocks).toHaveLength(whole.length);
    blocks.forEach((score, i) => {
      expect(score).toBeCloseTo(whole[i] as number, 5);
    });
  });

  it('gives the mean over the views of the option', async () => {
    const gallery = galleryOf(partOf(dataset, 'test'), loaded.vocabulary);
    const of = (...views: View[]) => scoreWholeGallery(loaded.model, features, gallery, { views });
    const [plain, turned, both] = [await of('identity'), await of('rotate90'), await of('identity', 'rotate90')];
    expect(turned).not.toEqual(plain);
    expect(plain).toEqual(await scoreWholeGallery(loaded.model, features, gallery));
    both.forEach((score, i) => {
      expect(score).toBeCloseTo(((plain[i] as number) + (turned[i] as number)) / 2, 6);
    });
  });

  it('gives equal captions exactly the same score', async () => {
    const gallery = galleryOf(partOf(dataset, 'test'), loaded.vocabulary);
    const scores = await scoreWholeGallery(loaded.model, features, gallery, { captionsPerBlock: 2 });
    const alike = gallery.columns.filter((columns) => columns.length > 1);
    expect(alike.length).toBeGreaterThan(0);
    for (const columns of alike) {
      for (let image = 0; image < 7; image++) {
        expect(new Set(columns.map((column) => scores[image * gallery.captions.length + column])).size).toBe(1);
      }
    }
  });
});

describe('evaluateCheckpoint', () => {
  it('writes the scores, and figures that follow from them', async () => {
    const folder = newFolder();
    const progress: number[] = [];
    const result = await evaluate({ folder, commandLine: 'test', onProgress: ({ block }) => progress.push(block) });
    expect(await readEvaluation(folder)).toEqual(JSON.parse(JSON.stringify(result)));
    expect(progress).toEqual([1]);
    expect(result).toMatchObject({
      models: [{ epoch: 1, configuration: { model: 'sam-t2i' }, engine, curves: 'metrics.jsonl' }],
      data: { part: 'test', images: 7, captions: 21, splitHash: loaded.manifest.splitHash },
      ...{ ties: 'expected', engine, commandLine: 'test', examples: null, runs: null },
    });
    const { scores, images, captions } = await readScores(join(folder, 'scores.npy'));
    const { relevance } = galleryOf(partOf(dataset, 'test'), { encode: () => [4] });
    const report = evaluateCrossModal(scoreMatrix(scores, images, captions), relevance, { protocol: 'paper' });
    expect(result.protocols.paper).toMatchObject({
      meanRecall: report.meanRecall,
      textToImage: { queries: 7, gallery: 7, recall: report.textToImage.recall },
    });
    const [low, high] = result.protocols.standard.intervals.meanRecall;
    expect(low).toBeLessThanOrEqual(result.protocols.standard.meanRecall);
    expect(high).toBeGreaterThanOrEqual(result.protocols.standard.meanRecall);
    expect(result.classPerfect?.standard.textToImage.recall[10]).toBe(100);
    expect(await readFile(join(folder, 'metrics.jsonl'), 'utf8')).toContain('"kind":"epoch"');
    expect(formatEvaluation(result)).toMatch(/paper protocol, ties expected.*\n.*mR\nsam-t2i .*\nclass-perfect line/);
  });

  it('takes hubness out with a bank of training images, and adds only evaluations with the same bank', async () => {
    const [plain, folder, other] = [newFolder(), newFolder(), newFolder()];
    await evaluate({ folder: plain });
    const result = await evaluate({ folder, hubness: { images: 3, neighbours: 2 } });
    expect(result.hubness).toEqual({ part: 'train', images: 3, captions: 3, neighbours: 2 });
    const before = await readScores(join(plain, 'scores.npy'));
    const after = await readScores(join(folder, 'scores.npy'));
    expect([after.images, after.captions]).toEqual([before.images, before.captions]);
    // What is taken off is a number of the image and one of the caption: it has rank 1 after the means are gone.
    const off = (image: number, caption: number) =>
      (before.scores[image * 21 + caption] as number) - (after.scores[image * 21 + caption] as number);
    expect(off(0, 0)).not.toBeCloseTo(off(1, 0), 3);
    expect(off(0, 0) - off(1, 0)).toBeCloseTo(off(0, 20) - off(1, 20), 5);
    expect(off(0, 0) - off(0, 9)).toBeCloseTo(off(6, 0) - off(6, 9), 5);

    await evaluate({ folder: other, hubness: { images: 4, neighbours: 2 } }, 'sam-i2t');
    const sum = (...evaluations: string[]) => evaluateEnsemble({ evaluations, dataset, folder: newFolder() });
    await expect(sum(folder, plain)).rejects.toThrow('both with a bank against hubness or both without');
    await expect(sum(folder, other)).rejects.toThrow('"images":4');
    expect((await sum(folder, folder)).hubness).toEqual(result.hubness);
    await expect(evaluate({ part: 'train', hubness: {} })).rejects.toThrow('it would contain the queries');
    await expect(evaluate({ hubness: { images: 0 } })).rejects.toThrow('images');
  });

  it('resumes after an interruption and repeats no finished block', async () => {
    const folder = newFolder();
    const whole = await evaluate({ captionsPerBlock: 4, imagesPerBlock: 3 });
    const stop = new AbortController();
    const blocks: number[] = [];
    const options = { folder, captionsPerBlock: 4, imagesPerBlock: 3, signal: stop.signal };
    const onProgress = ({ block }: { readonly block: number }) => {
      blocks.push(block);
      if (block === 4) stop.abort(new Error('stopped'));
    };
    await expect(evaluate({ ...options, onProgress })).rejects.toThrow('stopped');
    const { signal: _, ...again } = options;
    const resumed = await evaluate({ ...again, onProgress: ({ block }) => blocks.push(block) });
    expect(blocks.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(blocks).size).toBe(blocks.length);
    expect(resumed.scores.sha256).toBe(whole.scores.sha256);
    expect((await evaluate({ ...again, onProgress: () => expect.unreachable() })).scoringSeconds).toBe(0);
    // Scores that were altered are computed again.
    const path = join(folder, 'scores.npy');
    const bytes = await readFile(path);
    bytes.writeUInt8(1, bytes.length - 1);
    await writeFile(path, bytes);
    expect((await evaluate(again)).scores.sha256).toBe(whole.scores.sha256);
  });

  it('writes the best items of each query as TREC runs', async () => {
    const folder = newFolder();
    const { runs } = await evaluate({ folder, runDepth: 5 });
    const run = await readRunFile(join(folder, runs?.textToImage as string));
    const { scores } = await readScores(join(folder, 'scores.npy'));
    const query = run.get('test-2.png#1') as ReadonlyMap<string, number>;
    expect([run.size, query.size]).toEqual([21, 5]);
    for (const [image, score] of query) {
      const row = Number(/\d+/.exec(image)?.[0]);
      expect(score).toBe(scores[row * 21 + 7]);
    }
    expect((await readRunFile(join(folder, 'image-to-text.run'))).get('test-0.png')?.size).toBe(5);
  });

  it('writes the top three with their correctness and the attention of the words', async () => {
    const folder = newFolder();
    const captions = ['two things at the beach number 1 of 1'];
    const result = await evaluate({ folder, examples: { captions, count: 2 } });
    const text = await readFile(join(folder, result.examples as string), 'utf8');
    const { textQueries, imageQueries } = JSON.parse(text) as RetrievalExamples;
    expect(textQueries).toHaveLength(1);
    expect(textQueries[0]).toMatchObject({
      caption: captions[0],
      image: { file: 'images/test-1.png', className: 'beach' },
    });
    const [best, second] = textQueries[0]?.top ?? [];
    expect(best?.score).toBeGreaterThanOrEqual(second?.score as number);
    expect(best?.correct).toBe(best?.file === 'images/test-1.png');
    expect(best?.attention?.words.slice(0, 3)).toEqual(['two', 'things', 'at']);
    expect(best?.attention?.grid).toEqual([2, 2]);
    for (const row of best?.attention?.weights ?? []) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(imageQueries.map(({ top }) => new Set(top.map(({ caption }) => caption)).size)).toEqual([3, 3]);
    await expect(evaluate({ examples: { images: ['none.png'] } })).rejects.toThrow('no image "none.png"');
  });

  it('refuses features of another kind, and an altered checkpoint', async () => {
    const others = memoryFeatures(dataset, { backbone: 'other' });
    await expect(evaluate({ features: others })).rejects.toThrow('The features have backbone "other"');
    await expect(evaluate({ part: 'dev' })).rejects.toThrow('the part "dev"');
    await expect(evaluate({ checkpoint: join(parent, 'nothing') })).rejects.toThrow(
      /nothing\/manifest.json: does not exist/,
    );
    const path = join(parent, 'sam-t2i/last/vocabulary.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('airport', 'airfield'));
    await expect(evaluate({ checkpoint: join(parent, 'sam-t2i/last') })).rejects.toThrow(
      `${path}: does not have the hash that manifest.json gives`,
    );
  });
});

describe('learning curves', () => {
  const COUNT = 4;

  /** A run of its own, with these metrics. */
  async function runWith(text: string): Promise<{ readonly checkpoint: string; readonly metrics: string }> {
    const run = newFolder();
    await cp(checkpoints['sam-t2i'] as string, join(run, 'best'), { recursive: true });
    await writeFile(join(run, 'metrics.jsonl'), text);
    return { checkpoint: join(run, 'best'), metrics: join(run, 'metrics.jsonl') };
  }

  const lines = Array.from({ length: COUNT }, (_, i) => JSON.stringify({ kind: 'step', epoch: 1, step: i + 1 }));
  const sealed = lines.map(sealJson);
  const textOf = (given: readonly string[]) => given.map((line) => `${line}\n`).join('');

  it.each(lines.map((_, i) => i + 1))('are refused by file and line where line %i was altered', async (number) => {
    for (const [from, to] of [
      ['"epoch":1', '"epoch":3'],
      ['"checksum"', '"checkstm"'],
      ['{"kind"', '"kind"'],
    ] as const) {
      const altered = sealed.map((line, i) => (i === number - 1 ? line.replace(from, to) : line));
      const { checkpoint, metrics } = await runWith(textOf(altered));
      const folder = newFolder();
      await expect(evaluate({ checkpoint, folder })).rejects.toThrow(
        `${metrics} is damaged: line ${number} does not have its checksum. Restore the file, or delete it`,
      );
      expect(await readdir(folder)).not.toContain('result.json');
      expect(await readdir(folder)).not.toContain('metrics.jsonl');
    }
  });

  it('are refused where the last line is cut off or a line was inserted', async () => {
    const cut = await runWith(textOf(sealed).slice(0, -9));
    await expect(evaluate({ checkpoint: cut.checkpoint })).rejects.toThrow(`line ${COUNT} does not have`);
    const inserted = await runWith(textOf([...sealed.slice(0, 2), lines[2] as string, ...sealed.slice(2)]));
    await expect(evaluate({ checkpoint: inserted.checkpoint })).rejects.toThrow('line 3 does not have');
  });

  it.each([
    ['sealed', sealed],
    ['of an earlier version, without checksums', lines],
    ['without a line', []],
  ])('are copied: %s', async (_, given) => {
    const { checkpoint } = await runWith(textOf(given));
    const folder = newFolder();
    await evaluate({ checkpoint, folder });
    expect(await readFile(join(folder, 'metrics.jsonl'), 'utf8')).toBe(textOf(given));
  });
});

describe('a flipped bit', () => {
  it('is detected by name in every file of an evaluation and of a checkpoint', async () => {
    const folder = newFolder();
    const result = await evaluate({ folder, runDepth: 3, examples: {} });
    const read = async () => {
      const found = await readEvaluation(folder);
      await readResultScores(folder, found);
      for (const name of Object.keys(found.files)) await readEvaluationFile(folder, found, name);
      return found;
    };
    expect(await read()).toEqual(result);
    const names = ['result.json', 'scores.npy', ...Object.keys(result.files)];
    expect(names).toEqual(expect.arrayContaining(['metrics.jsonl', 'examples.json', 'image-to-text.run']));
    for (const name of names) await flipEach(join(folder, name), read);
    const checkpoint = join(newFolder(), 'best');
    await cp(checkpoints['sam-t2i'] as string, checkpoint, { recursive: true });
    const load = async () => (await loadCheckpoint(folderSource(checkpoint))).model.dispose();
    for (const name of await readdir(checkpoint)) await flipEach(join(checkpoint, name), load);
  });

  /** Flips some bits of a file, one after the other; each is refused with the file's name, or changes nothing that is read. */
  async function flipEach(path: string, read: () => Promise<unknown>): Promise<void> {
    const bytes = await readFile(path);
    const whole = JSON.stringify(await read());
    let refused = 0;
    const flips = 12;
    for (let flip = 0; flip < flips; flip++) {
      const bit = Math.floor(((flip + 0.37) / flips) * 8 * bytes.length);
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      await writeFile(path, flipped);
      const outcome = await read().then(JSON.stringify, (error: Error) => error);
      if (outcome instanceof Error) {
        refused++;
        expect(outcome).toBeInstanceOf(RsSamError);
        expect(outcome.message).toContain(basename(path));
      } else expect(outcome).toBe(whole);
    }
    // White space in JSON and the padding of a header may change without a change of content.
    expect(refused).toBeGreaterThan(flips / 2);
    await writeFile(path, bytes);
  }
});

describe('evaluateEnsemble', () => {
  it('adds the score matrices', async () => {
    const [a, b, folder] = [newFolder(), newFolder(), newFolder()];
    await evaluate({ folder: a });
    await evaluate({ folder: b }, 'sam-i2t');
    const result = await evaluateEnsemble({ evaluations: [a, b], dataset, folder, examples: {} });
    expect(result.models.map(({ configuration }) => configuration.model)).toEqual(['sam-t2i', 'sam-i2t']);
    const [one, other, sum] = await Promise.all([a, b, folder].map((at) => readScores(join(at, 'scores.npy'))));
    sum?.scores.forEach((score, i) => {
      expect(score).toBe(Math.fround((one?.scores[i] as number) + (other?.scores[i] as number)));
    });
    expect(await readEvaluation(folder)).toMatchObject({ data: { images: 7 }, examples: 'examples.json' });
  });

  it('refuses evaluations of different data', async () => {
    const [a, b] = [newFolder(), newFolder()];
    await evaluate({ folder: a });
    await evaluate({ folder: b, part: 'val' });
    const folder = newFolder();
    await expect(evaluateEnsemble({ evaluations: [a, b], dataset, folder })).rejects.toThrow(
      'same part of the same split',
    );
    await expect(evaluateEnsemble({ evaluations: [a], dataset, folder })).rejects.toThrow(
      'needs at least two evaluations',
    );
    await expect(evaluateEnsemble({ evaluations: [a, folder], dataset, folder })).rejects.toThrow('does not exist');
  });
});
