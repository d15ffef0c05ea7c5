import type { SystemComparison } from '../../packages/retrieval-metrics/src/index';
import { markdownTable } from '../../packages/retrieval-metrics/src/index';
import { type Comparison, reproductionPlan } from '../../packages/training/src/reproduction/reproduction-plan';
import {
  differencesTable,
  notLikeForLike,
  reproducedRows,
  reproductionTable,
} from '../../packages/training/src/reproduction/reproduction-table';
import { markdown } from './figures-table';
import type { Run } from './read-runs';

/** A table of the paper by the paper's protocol, as `rs-sam reproduce table` prints it: each row of ours above the paper's. */
export function reproduction(comparing: Comparison, runs: readonly Run[]): string[] {
  const { rows } = reproductionPlan(comparing, 'small');
  const finished = rows.flatMap((row) =>
    runs
      .filter(({ name }) => name.replace(/-seed-\d+$/, '') === row.name)
      .map(({ folder, result }) => {
        const seed = result.models[0]?.configuration.seed as number;
        return { row, seed, folder, result, how: 'kept' as const };
      }),
  );
  const reproduced = reproducedRows(finished);
  return [
    markdownTable(reproductionTable(reproduced)),
    'With 95 % bootstrap intervals over the queries; means over the seeds.',
    markdownTable(differencesTable(reproduced)),
    notLikeForLike(reproduced).join('\n'),
  ];
}

/** The paired tests that `rs-sam reproduce table` kept beside the runs. */
export function pairedTestsTable(tests: readonly SystemComparison[]): string {
  const rows = tests.map(({ a, b, difference, adjustedPValue }) => [
    `${a} − ${b}`,
    difference.toFixed(1).replace('-', '−'),
    adjustedPValue < 0.0001 ? '< 0.0001' : adjustedPValue.toFixed(4),
  ]);
  return [
    'Paired randomisation tests on mR, image by image; p corrected by Holm for their number.',
    markdown(['', 'difference of mR', 'p'], rows),
  ].join('\n\n');
}
