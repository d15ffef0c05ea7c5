import { dirname } from 'node:path';
import { markdownTable } from '@rs-sam/retrieval-metrics/tables';
import { formatPairedTestsInMarkdown } from '../paired-tests/format-paired-tests';
import type { RowTest } from '../paired-tests/paired-tests';
import { StaleTestsError } from '../paired-tests/stale-tests-error';
import type { PlannedRow } from '../plans/planned-row';
import { type Comparison, type ReproductionPlan, reproductionPlan } from '../plans/reproduction-plan';
import type { FinishedRun } from '../runs/finished-run';
import { changesNote, changesTable } from '../tables/changes-table';
import { formatDifferences, reproducedRows } from '../tables/reproduced-rows';
import { differencesTable, reproductionTable } from '../tables/reproduction-table';
import type { Run } from './read-runs';

/** A table of the paper under the paper's protocol, as `rs-sam reproduce table` prints it: each row of ours above the paper's row. */
export function reproduction(comparing: Comparison, runs: readonly Run[]): string[] {
  const { rows } = reproductionPlan(comparing, 'small');
  const reproduced = reproducedRows(finishedRuns(rows, runs));
  return [
    markdownTable(reproductionTable(reproduced)),
    'With 95 % bootstrap intervals over the queries; means over the seeds.',
    markdownTable(differencesTable(reproduced)),
    formatDifferences(reproduced).join('\n'),
  ];
}

/** The effect of each change of a plan, as `rs-sam reproduce open-points` and `candidates` print it. */
export function effectOfChanges({ rows, baseline }: ReproductionPlan, runs: readonly Run[]): string[] {
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
 * The paired tests that `rs-sam reproduce` wrote beside the runs.
 *
 * @throws StaleTestsError if they are of other scores than those of the runs.
 */
export function pairedTestsTable(tests: readonly RowTest[], runs: readonly Run[]): string {
  const ofRuns = new Set(runs.map(({ result }) => result.scores.sha256));
  const stale = tests.find(({ scores }) => ![...scores.a, ...scores.b].every((sha256) => ofRuns.has(sha256)));
  if (stale !== undefined) {
    const [{ folder }] = runs as [Run, ...Run[]];
    throw new StaleTestsError(`${dirname(folder)}/paired-tests.json`, stale);
  }
  return formatPairedTestsInMarkdown(tests);
}
