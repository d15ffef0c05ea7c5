import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { splitHash, splitOf } from '@rs-sam/datasets/splits';
import { sha256, writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { ModelDefinition } from '@rs-sam/models';
import { type LoadedCheckpoint, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { captionIdentityBound, scoreMatrix, type TiePolicy } from '@rs-sam/retrieval-metrics';
import { attentionMap } from '../examples/attention-map';
import {
  type AttentionMap,
  type ExampleOptions,
  exampleQueries,
  retrievalExamples,
} from '../examples/retrieval-examples';
import { checkSameKind, type FeatureSource, featureIdentity } from '../features/feature-source';
import { requiredPart } from '../features/required-part';
import { type Gallery, galleryOf } from '../gallery/gallery';
import type { BlockOptions } from '../gallery/score-blocks';
import { type ScoredGallery, type ScoringProgress, scoreGalleryToDisk } from '../gallery/scored-gallery';
import type { EvaluatedModel, EvaluationResult } from '../results/evaluation-result';
import { machine } from '../results/machine';
import { classPerfectResults, protocolResults } from '../results/protocol-results';
import { runNames, writeRun } from '../results/trec-runs';

/** What `evaluateCheckpoint` needs. */
export interface EvaluateOptions
  extends Pick<BlockOptions, 'captionsPerBlock' | 'imagesPerBlock' | 'views' | 'signal'> {
  /** A checkpoint's folder, as `runs/mine/best`. */
  readonly checkpoint: string;
  readonly dataset: CaptionDataset;
  readonly features: FeatureSource;
  /** Where the result goes. A folder with an evaluation that was stopped goes on. */
  readonly folder: string;
  /** The part of the split. Default `test`. */
  readonly part?: string;
  /** Default `expected`. */
  readonly ties?: TiePolicy;
  /** Kept in the result. */
  readonly engine: string;
  /** Kept in the result. Default: none. */
  readonly commandLine?: string;
  /** Items of each query in the TREC runs. Default: no runs are written. */
  readonly runDepth?: number;
  /** Queries to show. Default: `examples.json` is not written. */
  readonly examples?: ExampleOptions;
  readonly onProgress?: (progress: ScoringProgress) => void;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/**
 * Scores every image of a part of the split with every caption, and writes `result.json`, `scores.npy` and what else is asked for.
 *
 * A process that is stopped or killed goes on where it was when it is called again with the same folder; where the scores are there
 * already, only the figures are computed anew.
 *
 * @throws CheckpointError, FeaturesMismatchError, EmptyPartError, FeaturesMissingError; what `signal` was aborted with.
 */
export async function evaluateCheckpoint(options: EvaluateOptions): Promise<EvaluationResult> {
  const { checkpoint, dataset, features, folder, part = 'test', views = ['identity'] } = options;
  const loaded = await loadCheckpoint(folderSource(checkpoint), options.registry);
  try {
    checkSameKind(features, loaded.manifest.features);
    const split = requiredPart(dataset, part, features);
    const gallery = galleryOf(split, (caption) => loaded.vocabulary.encode(caption));
    const scored = await scoreGalleryToDisk(loaded.model, features, gallery, {
      ...options,
      fingerprint: fingerprintOf(loaded, features, gallery, { ...options, views }),
    });
    const curves = await copyCurves(checkpoint, folder);
    const examples = await writeExamples(loaded, split, gallery, scored, options);
    return await writeResult({
      ...options,
      models: [evaluatedModel(loaded, curves)],
      split,
      part,
      splitHash: await splitHash(splitOf(dataset)),
      gallery,
      scored,
      examples,
      views,
    });
  } finally {
    loaded.model.dispose();
  }
}

/** What `writeResult` makes a result of. */
export interface ResultParts extends Pick<EvaluateOptions, 'folder' | 'engine' | 'ties' | 'commandLine' | 'runDepth'> {
  readonly models: readonly EvaluatedModel[];
  readonly split: CaptionDataset;
  readonly part: string;
  readonly splitHash: string;
  readonly views: readonly string[];
  readonly gallery: Gallery;
  readonly scored: ScoredGallery;
  readonly examples: string | null;
}

/** Computes the figures of scores that are on disk, and writes `result.json` and the runs. */
export async function writeResult(parts: ResultParts): Promise<EvaluationResult> {
  const { gallery, scored, folder, split, ties = 'expected', runDepth, commandLine = null } = parts;
  const [images, captions] = [gallery.files.length, gallery.captions.length];
  const scores = scoreMatrix(scored.scores, images, captions);
  const runs = runDepth === undefined ? null : { imageToText: 'image-to-text.run', textToImage: 'text-to-image.run' };
  if (runs !== null && runDepth !== undefined) {
    const names = runNames(split.images);
    const how = { depth: runDepth, tag: parts.models.map(({ configuration }) => configuration.model).join('+') };
    await writeRun(join(folder, runs.imageToText), names.images, names.captions, scores.at, how);
    const transposed = (caption: number, image: number) => scores.at(image, caption);
    await writeRun(join(folder, runs.textToImage), names.captions, names.images, transposed, how);
  }
  const classes = split.images.map(({ className }) => className);
  const texts = Array.from({ length: captions }, () => '');
  gallery.columns.forEach((columns, distinct) => {
    for (const column of columns) texts[column] = String(distinct);
  });
  const result: EvaluationResult = {
    format: 'rs-sam-evaluation',
    version: 1,
    models: parts.models,
    data: {
      part: parts.part,
      splitHash: parts.splitHash,
      images,
      captions,
      distinctCaptions: gallery.distinct.length,
    },
    views: parts.views,
    ties,
    protocols: protocolResults(scores, gallery.relevance, ties),
    classPerfect: classPerfectResults(classes, gallery.owners),
    captionIdentityBound: captionIdentityBound(texts, gallery.owners).recall,
    scores: { file: 'scores.npy', images, captions, sha256: scored.sha256 },
    runs,
    examples: parts.examples,
    engine: parts.engine,
    machine: machine(),
    commandLine,
    finishedAt: new Date().toISOString(),
    scoringSeconds: scored.seconds,
  };
  await writeFileAtomically(join(folder, 'result.json'), formatJson(result));
  return result;
}

function evaluatedModel(
  { manifest, configuration, vocabulary }: LoadedCheckpoint,
  curves: string | null,
): EvaluatedModel {
  const { epoch, step, validation, splitHash: trainedOnSplit, engine, features, files } = manifest;
  const weights = files['weights.safetensors']?.sha256 as string;
  const vocabularySize = vocabulary.size;
  return { configuration, epoch, step, validation, weights, vocabularySize, trainedOnSplit, engine, features, curves };
}

/** The same fingerprint gives the same scores. */
function fingerprintOf(
  { manifest, vocabulary }: LoadedCheckpoint,
  features: FeatureSource,
  gallery: Gallery,
  { engine, captionsPerBlock, imagesPerBlock, views }: EvaluateOptions,
): string {
  const { files } = manifest;
  const about = {
    ...{ engine, captionsPerBlock, imagesPerBlock, views },
    weights: files['weights.safetensors']?.sha256,
    configuration: files['configuration.json']?.sha256,
    vocabulary: vocabulary.words,
    features: featureIdentity(features).content,
    files: gallery.files,
    captions: gallery.captions,
  };
  return sha256(Buffer.from(JSON.stringify(about)));
}

/** The learning curves lie beside the checkpoint in a run's folder; a checkpoint that was copied alone has none. */
async function copyCurves(checkpoint: string, folder: string): Promise<string | null> {
  const curves = join(dirname(checkpoint), 'metrics.jsonl');
  if (!existsSync(curves)) return null;
  await copyFile(curves, join(folder, 'metrics.jsonl'));
  return 'metrics.jsonl';
}

async function writeExamples(
  { model, vocabulary }: LoadedCheckpoint,
  split: CaptionDataset,
  gallery: Gallery,
  { scores }: ScoredGallery,
  { examples: options, features, folder }: EvaluateOptions,
): Promise<string | null> {
  if (options === undefined) return null;
  const queries = exampleQueries(split, gallery, options);
  const wanted = new Map<string, [number, number]>();
  const key = (image: number, caption: number) => `${image} ${caption}`;
  retrievalExamples(split, gallery, scores, queries, options, (image, caption) => {
    wanted.set(key(image, caption), [image, caption]);
    return null;
  });
  const maps = new Map<string, AttentionMap | null>();
  for (const [at, [image, caption]] of wanted) {
    const [file, text] = [gallery.files[image] as string, gallery.captions[caption] as string];
    maps.set(at, await attentionMap(model, features, vocabulary, file, text));
  }
  const attend = (image: number, caption: number) => maps.get(key(image, caption)) ?? null;
  const found = retrievalExamples(split, gallery, scores, queries, options, attend);
  await writeFileAtomically(join(folder, 'examples.json'), formatJson(found));
  return 'examples.json';
}
