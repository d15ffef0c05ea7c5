import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { sealJson, sha256, writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import { scoreMatrix, type TiePolicy } from '@rs-sam/retrieval-metrics';
import { captionIdentityBound } from '@rs-sam/retrieval-metrics/bounds';
import type { Gallery } from '../gallery/gallery';
import type { HubnessRecord } from '../gallery/hubness-bank';
import type { ScoredGallery } from '../gallery/scored-gallery';
import type { EvaluatedModel, EvaluationResult } from './evaluation-result';
import { machine } from './machine';
import { classPerfectResults, protocolResults } from './protocol-results';
import { runNames, writeRun } from './trec-runs';

/** The inputs of a result. */
export interface ResultParts {
  readonly folder: string;
  readonly engine: string;
  readonly ties?: TiePolicy | undefined;
  readonly commandLine?: string | undefined;
  readonly runDepth?: number | undefined;
  readonly models: readonly EvaluatedModel[];
  readonly evaluated: CaptionDataset;
  readonly part: string;
  /** The name of the data set; undefined if an earlier result does not have it. */
  readonly datasetName: string | undefined;
  readonly splitHash: string;
  readonly views: readonly string[];
  readonly hubness: HubnessRecord | null;
  readonly gallery: Gallery;
  readonly scored: ScoredGallery;
  readonly examples: string | null;
}

/** Computes the figures of a score matrix and writes `result.json` and the TREC runs. */
export async function writeResult(parts: ResultParts): Promise<EvaluationResult> {
  const { gallery, scored, folder, evaluated, ties = 'expected', runDepth, commandLine = null } = parts;
  const [images, captions] = [gallery.files.length, gallery.captions.length];
  const scores = scoreMatrix(scored.scores, images, captions);
  const runs = runDepth === undefined ? null : { imageToText: 'image-to-text.run', textToImage: 'text-to-image.run' };
  if (runs !== null && runDepth !== undefined) {
    const of = runNames(evaluated.images);
    const how = { depth: runDepth, tag: parts.models.map(({ configuration }) => configuration.model).join('+') };
    await writeRun(join(folder, runs.imageToText), of.images, of.captions, scores.at, how);
    const transposed = (caption: number, image: number) => scores.at(image, caption);
    await writeRun(join(folder, runs.textToImage), of.captions, of.images, transposed, how);
  }
  const classNames = evaluated.images.map(({ className }) => className);
  const texts = Array.from({ length: captions }, () => '');
  gallery.columns.forEach((columns, distinct) => {
    for (const column of columns) texts[column] = String(distinct);
  });
  const curves = parts.models.flatMap((model) => model.curves ?? []);
  const names = [...new Set([...curves, ...(parts.examples ? [parts.examples] : []), ...Object.values(runs ?? {})])];
  const result: EvaluationResult = {
    format: 'rs-sam-evaluation',
    version: 2,
    models: parts.models,
    data: {
      part: parts.part,
      ...(parts.datasetName !== undefined && { dataset: parts.datasetName }),
      splitHash: parts.splitHash,
      images,
      captions,
      distinctCaptions: gallery.distinct.length,
    },
    views: parts.views,
    hubness: parts.hubness,
    ties,
    protocols: protocolResults(scores, gallery.relevance, ties),
    classPerfect: classPerfectResults(classNames, gallery.owners),
    captionIdentityBound: captionIdentityBound(texts, gallery.owners).recall,
    scores: { file: 'scores.npy', images, captions, sha256: scored.sha256 },
    runs,
    examples: parts.examples,
    files: Object.fromEntries(await Promise.all(names.map(async (name) => [name, await recordOf(join(folder, name))]))),
    engine: parts.engine,
    machine: machine(),
    commandLine,
    finishedAt: new Date().toISOString(),
    scoringSeconds: scored.seconds,
  };
  await writeFileAtomically(join(folder, 'result.json'), sealJson(formatJson(result)));
  return result;
}

async function recordOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const content = await readFile(path);
  return { bytes: content.length, sha256: sha256(content) };
}
