import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource } from '@rs-sam/evaluation';
import { checkSameKind, requiredPart, scoredItems, scoreWholeGallery } from '@rs-sam/evaluation/gallery';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import {
  abortSignal,
  callback,
  checkOptions,
  integer,
  listOf,
  object,
  positive,
  seed as seedRule,
  text,
} from '@rs-sam/foundation/options';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import { type CaptionReader, type LoadedCheckpoint, type ModelDefinition, readCaptions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { readEncoding } from '../../query/host-encoding';
import { encodeSentences } from '../../query/sentences';
import { bankStatistics, pooledDeviation } from '../../shortlist/bank-statistics';
import { fitProjections, type HeadSample, type Projections } from '../../shortlist/fit-projections';
import { type PooledRows, poolEncoding } from '../../shortlist/pool-encoding';
import { formatHead, HEAD_FILE } from '../../shortlist/shortlist-head';
import { weightsOf } from '../build/search-checkpoint';

export interface FitShortlistOptions {
  /** Folder of a checkpoint; the head is written beside its files. */
  readonly checkpoint: string;
  readonly dataset: CaptionDataset;
  /** Features of the data set, of the kind that the model was trained on. */
  readonly features: FeatureSource;
  /** The part of the split to fit to. Default: `train`. */
  readonly part?: string;
  /** Images of the sample, at most. Default: 1500. */
  readonly images?: number;
  /** Captions of the sample, at most. Default: 1200. */
  readonly captions?: number;
  /** Numbers in a vector of the shortlist. Default: 64. */
  readonly rank?: number;
  /** λ, see `fitProjections`. Default: 0.1. */
  readonly ridge?: number;
  /** Sentences of the bank that confidences are judged by, at most. Default: 256. */
  readonly bank?: number;
  /** Of the sample. Default: 1. */
  readonly seed?: number | string;
  /** `onnx:` and the path of the text network, of a model that reads sentences by one. Default: the path that it was trained with. */
  readonly textNetwork?: string | undefined;
  readonly registry?: readonly ModelDefinition[];
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What was fitted. */
export interface FittedShortlist {
  /** The file of the head. */
  readonly file: string;
  /** Null where the model needs no head, because its score is the product of its own vectors. */
  readonly rank: number | null;
  readonly images: number;
  readonly captions: number;
  readonly bank: number;
}

const rules = {
  checkpoint: text('the path of a folder'),
  dataset: object('a data set'),
  features: object('a feature store'),
  part: text('the name of a part of the split'),
  images: integer(2),
  captions: integer(2),
  rank: integer(1),
  ridge: positive,
  bank: integer(2),
  seed: seedRule,
  textNetwork: text('onnx: and the path of an ONNX file'),
  registry: listOf(object('a model definition'), 'a list of model definitions'),
  onProgress: callback,
  signal: abortSignal,
};

/** Images that are encoded at a time. */
const BLOCK = 32;

/**
 * Fits the shortlist head of a checkpoint to the model's own scores of training images and captions, and writes it beside the checkpoint,
 * with a bank of training captions.
 *
 * @throws FeaturesMismatchError, FeaturesMissingError, EmptyPartError, CheckpointError, InvalidOptionError, and the reason of `signal`.
 */
export async function fitShortlist(options: FitShortlistOptions): Promise<FittedShortlist> {
  checkOptions('fitShortlist', rules, options, ['checkpoint', 'dataset', 'features']);
  const { checkpoint, features, part = 'train', seed = 1 } = options;
  const loaded = await loadCheckpointFolder(checkpoint, options);
  try {
    checkSameKind(features, loaded.manifest.features);
    const { images } = requiredPart(options.dataset, part, features);
    const random = seededRandom(`shortlist ${seed}`);
    const distinct = [...new Set(images.flatMap(({ captions }) => captions))];
    const sampled = <T>(values: readonly T[], count: number): T[] =>
      sampleIndices(values.length, count, random).map((index) => values[index] as T);
    const bank = sampled(distinct, options.bank ?? 256);
    const files = sampled(images, options.images ?? 1500).map(({ file }) => file);
    const captions = sampled(distinct, options.captions ?? 1200);
    const words = await readCaptions(loaded, captions, { signal: options.signal });
    const sample = { loaded, files, captions, words };
    const scores = await scoresOf(sample, options);
    const deviation = pooledDeviation(bankStatistics(scores, captions.length));
    const projections = loaded.model.dotProduct ? null : await fitted(sample, scores, options);
    const file = join(checkpoint, HEAD_FILE);
    await writeFileAtomically(file, await formatHead({ weights: weightsOf(loaded), projections, bank, deviation }));
    const sizes = { images: files.length, captions: captions.length, bank: bank.length };
    return { file, rank: projections?.rank ?? null, ...sizes };
  } finally {
    loaded.model.dispose();
    await loaded.text?.dispose();
  }
}

/** What a head is fitted to. */
interface Sample {
  readonly loaded: LoadedCheckpoint;
  readonly files: readonly string[];
  readonly captions: readonly string[];
  readonly words: CaptionReader;
}

function scoresOf(
  { loaded, files, captions, words }: Sample,
  { features, onProgress, signal }: FitShortlistOptions,
): Promise<Float32Array> {
  const items = scoredItems(files, captions, words);
  return scoreWholeGallery(loaded.model, features, items, {
    signal,
    onBlock: ({ block, blocks }) => onProgress?.({ done: block + 1, total: blocks }),
  });
}

async function fitted(
  { loaded, files, captions, words }: Sample,
  scores: Float32Array,
  { features, rank = 64, ridge = 0.1 }: FitShortlistOptions,
): Promise<Projections> {
  const sample: HeadSample = {
    images: await pooledImages(loaded, files, features),
    captions: await pooledCaptions(loaded, captions, words),
    scores,
  };
  return fitProjections(sample, rank, ridge);
}

async function pooledImages(
  { model }: LoadedCheckpoint,
  files: readonly string[],
  features: FeatureSource,
): Promise<PooledRows> {
  const blocks: PooledRows[] = [];
  for (let start = 0; start < files.length; start += BLOCK) {
    const block = files.slice(start, start + BLOCK);
    const regions = await features.read(block.map((image) => ({ image })));
    const shape: [number, number, number] = [block.length, features.regions, features.depth];
    const encoding = tidy(() => ({ ...model.encodeImages(tensor3d(regions, shape)) }));
    blocks.push(poolEncoding(await readEncoding(encoding)));
    dispose(encoding);
  }
  return stacked(blocks);
}

async function pooledCaptions(
  loaded: LoadedCheckpoint,
  captions: readonly string[],
  words: CaptionReader,
): Promise<PooledRows> {
  const blocks: PooledRows[] = [];
  for (let start = 0; start < captions.length; start += BLOCK) {
    const encoding = await encodeSentences(loaded, captions.slice(start, start + BLOCK), words);
    blocks.push(poolEncoding(await readEncoding(encoding)));
    dispose({ ...encoding });
  }
  return stacked(blocks);
}

function stacked(blocks: readonly PooledRows[]): PooledRows {
  const data = new Float32Array(blocks.reduce((sum, block) => sum + block.data.length, 0));
  let end = 0;
  for (const block of blocks) {
    data.set(block.data, end);
    end += block.data.length;
  }
  return { data, width: blocks[0]?.width ?? 0 };
}
