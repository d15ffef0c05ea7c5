import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets/splits';
import { readResultScores } from '@rs-sam/evaluation';
import { scoreMatrix } from '@rs-sam/retrieval-metrics';
import { adjustPValues, compareSystems, type SystemComparison } from '@rs-sam/retrieval-metrics/statistics';
import { type FinishedRun, runsByRow } from '../runs/finished-run';
import { mean } from '../tables/over-seeds';
import { recallByImage } from './recall-by-image';

/** A test of row `a` against row `b`, with the hashes of the scores. */
export interface RowTest extends SystemComparison {
  /** SHA-256 of the score files that were compared, one per seed. */
  readonly scores: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/**
 * Paired randomisation tests of every other row against one, on mR image by image (`recallByImage`, mean over the seeds).
 * Score files are large and may be missing beside a result: a row without them keeps its test in `before`, if it is of the same scores. All
 * p-values are corrected together, by Holm for their number.
 *
 * @param baseline name of the row that the others are compared with.
 * @param before earlier tests, of these rows or of other rows of the plan.
 */
export async function pairedTests(
  runs: readonly FinishedRun[],
  dataset: CaptionDataset,
  baseline: string,
  before: readonly RowTest[] = [],
): Promise<RowTest[]> {
  const rows = runsByRow(runs);
  const hashes = new Map(rows.map((ofRow) => [nameOf(ofRow), ofRow.map(({ result }) => result.scores.sha256)]));
  const scored = rows.filter((ofRow) => ofRow.every(({ how }) => how !== 'kept'));
  const systems = [];
  if (scored.some((ofRow) => nameOf(ofRow) === baseline)) {
    for (const ofRow of scored) systems.push({ name: nameOf(ofRow), values: await recallOfRow(ofRow, dataset) });
  }
  const made = systems.length === 0 ? [] : compareSystems(systems, { baseline });
  const current = (name: string, scores: readonly string[]) => `${hashes.get(name) ?? scores}` === `${scores}`;
  const kept = before.filter(
    ({ a, b, scores }) => !made.some((test) => test.a === a) && current(a, scores.a) && current(b, scores.b),
  );
  const tests = [
    ...kept,
    ...made.map((test) => ({ ...test, scores: { a: hashes.get(test.a) ?? [], b: hashes.get(test.b) ?? [] } })),
  ];
  const adjusted = adjustPValues(tests.map(({ pValue }) => pValue));
  return tests.map((test, at) => ({ ...test, adjustedPValue: adjusted[at] as number }));
}

function nameOf(ofRow: readonly FinishedRun[]): string {
  return (ofRow[0] as FinishedRun).row.name;
}

/** `recallByImage`, its mean over the seeds of a row. */
async function recallOfRow(ofRow: readonly FinishedRun[], dataset: CaptionDataset): Promise<number[]> {
  const ofSeeds = await Promise.all(ofRow.map((run) => recallOfRun(run, dataset)));
  return (ofSeeds[0] ?? []).map((_, image) => mean(ofSeeds.map((values) => values[image] as number)));
}

async function recallOfRun({ folder, result }: FinishedRun, dataset: CaptionDataset): Promise<number[]> {
  const { images } = partOf(dataset, result.data.part);
  const owners = Int32Array.from(images.flatMap(({ captions }, image) => captions.map(() => image)));
  const file = await readResultScores(folder, result);
  return recallByImage(scoreMatrix(file.scores, file.images, file.captions), owners, images.length, result.ties);
}
