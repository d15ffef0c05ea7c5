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
import { type CaptionReader, type LoadedCheckpoint, type ModelDefinition, readCaptions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { readEncoding } from '../../query/host-encoding';
import { encodeSentences } from '../../query/sentences';
import type { HeadSample, Projections } from '../../shortlist/fit-projections';
import { type PooledRows, poolEncoding } from '../../shortlist/pool-encoding';
import { scoreStatistics } from '../../shortlist/score-statistics';
import { formatHead, HEAD_FILE } from '../../shortlist/shortlist-head';
import { weightsOf } from './read-head';
import { shortlistSample } from './shortlist-sample';

/** A data set that a head is fitted to. */
export interface ShortlistSource {
  readonly dataset: CaptionDataset;
  /** Features of its images, of the kind that the model was trained on. */
  readonly features: FeatureSource;
}

export interface FitShortlistOptions {
  /** Folder of a checkpoint; the head is written beside its files. */
  readonly checkpoint: string;
  /** The data sets; each gives an equal share of the sample. */
  readonly sources: readonly ShortlistSource[];
  /** The part of the splits to fit to. Default: `train`. */
  readonly part?: string;
  /** Images of the sample, at most. Default: 1500. */
  readonly images?: number;
  /** Captions of the sample, at most. Default: 1200. */
  readonly captions?: number;
  /** Numbers in a vector of the shortlist. Default: 64. */
  readonly rank?: number;
  /** λ, see `fitProjections`. Default: 0.1. */
  readonly ridge?: number;
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
}

const rules = {
  checkpoint: text('the path of a folder'),
  sources: listOf(object('a data set and its features'), 'a list of data sets with their features'),
  part: text('the name of a part of the split'),
  images: integer(2),
  captions: integer(2),
  rank: integer(1),
  ridge: positive,
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
 * with the mean and the deviation of these scores.
 *
 * @throws FeaturesMismatchError, FeaturesMissingError, EmptyPartError, CheckpointError, InvalidOptionError, and the reason of `signal`.
 */
export async function fitShortlist(options: FitShortlistOptions): Promise<FittedShortlist> {
  checkOptions('fitShortlist', rules, options, ['checkpoint', 'sources']);
  const { checkpoint, sources, part = 'train', seed = 1 } = options;
  const loaded = await loadCheckpointFolder(checkpoint, options);
  try {
    const parts = sources.map(({ dataset, features }) => {
      checkSameKind(features, loaded.manifest.features);
      return requiredPart(dataset, part, features).images;
    });
    const { files, captions } = shortlistSample(parts, {
      ...{ images: options.images ?? 1500, captions: options.captions ?? 1200, seed },
    });
    const images = sources.map(({ features }, at) => ({ features, files: files[at] as readonly string[] }));
    const words = await readCaptions(loaded, captions, { signal: options.signal });
    const sample = { loaded, images, captions, words };
    const scores = await scoresOf(sample, options);
    const projections = loaded.model.dotProduct ? null : await fitted(sample, scores, options);
    const file = join(checkpoint, HEAD_FILE);
    await writeFileAtomically(
      file,
      await formatHead({ weights: weightsOf(loaded.manifest), projections, ...scoreStatistics(scores) }),
    );
    const count = images.reduce((sum, one) => sum + one.files.length, 0);
    return { file, rank: projections?.rank ?? null, images: count, captions: captions.length };
  } finally {
    loaded.model.dispose();
    await loaded.text?.dispose();
  }
}

/** Images of a sample, from one store. */
interface SampledImages {
  readonly features: FeatureSource;
  readonly files: readonly string[];
}

/** What a head is fitted to. */
interface Sample {
  readonly loaded: LoadedCheckpoint;
  readonly images: readonly SampledImages[];
  readonly captions: readonly string[];
  readonly words: CaptionReader;
}

/** S [images, captions] by the model itself, the images of one store after those of another. */
async function scoresOf(
  { loaded, images, captions, words }: Sample,
  { onProgress, signal }: FitShortlistOptions,
): Promise<Float32Array> {
  const total = images.reduce((sum, { files }) => sum + files.length, 0);
  const scores = new Float32Array(total * captions.length);
  let before = 0;
  for (const { features, files } of images) {
    const done = before;
    const own = await scoreWholeGallery(loaded.model, features, scoredItems(files, captions, words), {
      signal,
      onBlock: ({ block, blocks }) =>
        onProgress?.({ done: done + Math.round((files.length * (block + 1)) / blocks), total }),
    });
    scores.set(own, before * captions.length);
    before += files.length;
  }
  return scores;
}

async function fitted(
  { loaded, images, captions, words }: Sample,
  scores: Float32Array,
  { rank = 64, ridge = 0.1 }: FitShortlistOptions,
): Promise<Projections> {
  const pooled: PooledRows[] = [];
  for (const { features, files } of images) pooled.push(await pooledImages(loaded, files, features));
  const sample: HeadSample = {
    images: stacked(pooled),
    captions: await pooledCaptions(loaded, captions, words),
    scores,
  };
  // Only where a head is fitted: searching loads no matrices.
  const { fitProjections } = await import('../../shortlist/fit-projections');
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
    const encoding = encodeSentences(loaded, captions.slice(start, start + BLOCK), words);
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
