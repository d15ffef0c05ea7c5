import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { applySplit, partOf, randomSplit } from '@rs-sam/datasets/splits';
import { drawWithProgress } from '../../data/draw-with-progress';
import { readCaptions } from '../../data/read-captions';
import type { Reporter } from '../../output/reporter';

/** A data set on disk. */
export interface OpenDataset {
  readonly name: string;
  readonly folder: string;
  readonly dataset: CaptionDataset;
}

/** Draws the synthetic scenes, unless an earlier run has drawn them. */
export async function drawScenes(
  folder: string,
  images: number,
  { report, signal }: { readonly report: Reporter; readonly signal: AbortSignal },
): Promise<OpenDataset> {
  // The checksums are written last: where they exist, the data set is complete.
  if (!existsSync(join(folder, 'checksums.json'))) await drawWithProgress(folder, { images, seed: 1, signal }, report);
  return { ...(await openFolder(folder, report)), name: 'synthetic' };
}

/** The user's data set; without a split it gets a random one, which is always the same. */
export async function openFolder(folder: string, report: Reporter): Promise<OpenDataset> {
  const { dataset } = await readCaptions(folder, {}, report);
  return { name: basename(resolve(folder)), folder, dataset: withSplit(dataset) };
}

/** The data set with the parts that the quickstart needs: train, val and test. */
export function withSplit(dataset: CaptionDataset): CaptionDataset {
  const has = (part: string) => partOf(dataset, part).images.length > 0;
  if (has('train') && has('val') && has('test')) return dataset;
  return applySplit(dataset, randomSplit(dataset, { seed: 1, train: 0.8, val: 0.1 }));
}
