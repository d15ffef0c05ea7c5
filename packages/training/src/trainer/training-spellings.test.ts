import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { useWasm } from '../../../evaluation/test/use-engine';
import { resolveConfiguration } from '../configuration/configuration';
import type { TrainingEvent } from './events';
import { train } from './train';

let engine: string;
let parent: string;

beforeAll(async () => {
  engine = await useWasm();
  parent = await mkdtemp(join(tmpdir(), 'rs-sam-spellings-'));
});
afterAll(() => rm(parent, { recursive: true }));

const dataset = tinyDataset({ train: 36, captions: 2 });
const features = memoryFeatures(dataset);
/** One caption of the data set with another word. */
const misspelled: CaptionDataset = {
  images: dataset.images.map((image, i) =>
    i === 0 ? { ...image, captions: image.captions.map((text) => text.replace('airport', 'airprot')) } : image,
  ),
};

async function run(name: string, foldSpelling: boolean, given: CaptionDataset) {
  const folder = join(parent, name);
  const notes: string[] = [];
  const onEvent = (event: TrainingEvent) => event.kind === 'start' && notes.push(...event.notes);
  const configuration = resolveConfiguration({
    model: 'sam-t2i',
    options: { projection: 4, embeddingDim: 3, normalizeFeatures: true },
    ...{ optimizer: 'adam', negatives: 'instance', batchSize: 6, epochs: 1, foldSpelling },
  });
  await train({ configuration, dataset: given, features, folder, engine, onEvent });
  const { model, vocabulary } = await loadCheckpoint(folderSource(join(folder, 'best')));
  model.dispose();
  return { notes, vocabulary, weights: await readFile(join(folder, 'best/weights.safetensors')) };
}

it('trains on captions as if they had no misspelled word, and records it', async () => {
  const folded = await run('folded', true, misspelled);
  expect(folded.notes).toEqual([
    '2 misspelled words of the training captions are read as others, 1 of them different: airprot as airport (2).',
  ]);
  expect([...folded.vocabulary.spellings]).toEqual([['airprot', ['airport']]]);
  expect(folded.vocabulary.encode('the airprot')).toEqual(folded.vocabulary.encode('the airport'));
  expect(folded.weights).toEqual((await run('right', false, dataset)).weights);

  const kept = await run('kept', false, misspelled);
  expect(kept.notes).toEqual([]);
  expect(kept.vocabulary.has('airprot')).toBe(true);
  expect(kept.weights).not.toEqual(folded.weights);
});
