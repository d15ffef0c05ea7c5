import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets';
import { compareSystems, type SystemComparison, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { readScores } from '../evaluation/score-file';
import { recallByImage } from './recall-by-image';
import type { FinishedRun } from './run-plan';

/**
 * Paired randomisation tests of every other row against one, on mR image by image (`recallByImage`, mean over the seeds), corrected
 * by Holm for their number. Undefined where a run's scores are not kept.
 *
 * @param baseline name of the row that the others are compared with.
 */
export async function pairedTests(
  runs: readonly FinishedRun[],
  dataset: CaptionDataset,
  baseline: string,
): Promise<readonly SystemComparison[] | undefined> {
  if (runs.some(({ how }) => how === 'kept')) return undefined;
  const names = [...new Set(runs.map(({ row }) => row.name))];
  if (!names.includes(baseline) || names.length < 2) return [];
  const systems = [];
  for (const name of names) {
    const ofSeeds = await Promise.all(
      runs.filter(({ row }) => row.name === name).map((run) => recallOfRun(run, dataset)),
    );
    const values = (ofSeeds[0] ?? []).map(
      (_, image) => ofSeeds.reduce((sum, values) => sum + (values[image] as number), 0) / ofSeeds.length,
    );
    systems.push({ name, values });
  }
  return compareSystems(systems, { baseline });
}

async function recallOfRun({ folder, result }: FinishedRun, dataset: CaptionDataset): Promise<number[]> {
  const { images } = partOf(dataset, result.data.part);
  const owners = Int32Array.from(images.flatMap(({ captions }, image) => captions.map(() => image)));
  const file = await readScores(join(folder, result.scores.file));
  return recallByImage(scoreMatrix(file.scores, file.images, file.captions), owners, images.length, result.ties);
}
