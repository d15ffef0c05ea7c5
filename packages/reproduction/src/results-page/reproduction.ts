import { dirname } from 'node:path';
import { formatMarkdownTable } from '@rs-sam/foundation/text';
import { markdownTable } from '@rs-sam/retrieval-metrics/tables';
import { changesNote, changesTable } from '../changes-table';
import type { RowTest } from '../paired-tests';
import { type Comparison, openPointsPlan, type PlannedRow, reproductionPlan } from '../reproduction-plan';
import { differencesTable, notLikeForLike, reproducedRows, reproductionTable } from '../reproduction-table';
import type { FinishedRun } from '../run-plan';
import type { Run } from './read-runs';

/** A table of the paper by the paper's protocol, as `rs-sam reproduce table` prints it: each row of ours above the paper's. */
export function reproduction(comparing: Comparison, runs: readonly Run[]): string[] {
  const { rows } = reproductionPlan(comparing, 'small');
  const reproduced = reproducedRows(finishedRuns(rows, runs));
  return [
    markdownTable(reproductionTable(reproduced)),
    'With 95 % bootstrap intervals over the queries; means over the seeds.',
    markdownTable(differencesTable(reproduced)),
    notLikeForLike(reproduced).join('\n'),
  ];
}

/** What each open point is worth, as `rs-sam reproduce open-points` prints it. */
export function openPoints(runs: readonly Run[]): string[] {
  const { rows, baseline } = openPointsPlan();
  const finished = finishedRuns(rows, runs);
  return [changesNote(finished, baseline), markdownTable(changesTable(finished, baseline))];
}

/** The runs of a plan's rows, in its order. */
function finishedRuns(rows: readonly PlannedRow[], runs: readonly Run[]): FinishedRun[] {
  return rows.flatMap((row) =>
    runs
      .filter(({ name }) => name.replace(/-seed-\d+$/, '') === row.name)
      .map(({ folder, result }) => {
        const seed = result.models[0]?.configuration.seed as number;
        return { row, seed, folder, result, how: 'kept' as const };
      }),
  );
}

/**
 * The paired tests that `rs-sam reproduce` kept beside the runs.
 *
 * @throws Error where they are not of the runs' scores.
 */
export function pairedTestsTable(tests: readonly RowTest[], runs: readonly Run[]): string {
  const ofRuns = new Set(runs.map(({ result }) => result.scores.sha256));
  const stale = tests.find(({ scores }) => ![...scores.a, ...scores.b].every((sha256) => ofRuns.has(sha256)));
  if (stale !== undefined) {
    const [{ folder }] = runs as [Run, ...Run[]];
    throw new Error(
      `${dirname(folder)}/paired-tests.json compares ${stale.a} and ${stale.b} by other scores than their results have: delete it and run \`rs-sam reproduce\` again.`,
    );
  }
  const rows = tests.map(({ a, b, difference, adjustedPValue }) => [
    `${a} − ${b}`,
    difference.toFixed(1).replace('-', '−'),
    adjustedPValue < 0.0001 ? '< 0.0001' : adjustedPValue.toFixed(4),
  ]);
  return [
    'Paired randomisation tests on mR, image by image; p corrected by Holm for their number.',
    formatMarkdownTable([['', 'difference of mR', 'p'], ...rows]),
  ].join('\n\n');
}
