import { join } from 'node:path';
import type { FinishedRun, ReproductionPlan, RowTest, RunPlanOptions } from '@rs-sam/reproduction';
import type { ReproductionFlags } from '../../options/reproduction-flags';
import type { Reporter } from '../../output/reporter';
import { trainingProgress } from '../../output/training-progress';
import { UsageError } from '../../program/usage-error';

/** The arguments of `runReproduction`. */
export interface Reproduction
  extends Pick<RunPlanOptions, 'plan' | 'dataset' | 'featuresOf' | 'init' | 'engine' | 'commandLine' | 'signal'> {
  /** Folder of the experiment, inside the folders of `--runs` and `--results`. */
  readonly place: string;
  readonly flags: ReproductionFlags;
  readonly report: Reporter;
}

/**
 * Trains and evaluates the missing runs of a plan, reports progress, and writes the paired tests beside the results.
 *
 * @throws UsageError if no row has what it needs.
 */
export async function runReproduction(
  reproduction: Reproduction,
): Promise<{ readonly runs: readonly FinishedRun[]; readonly tests: readonly RowTest[] }> {
  const { place, flags, report, ...given } = reproduction;
  const { plan, dataset } = given;
  const { pairedTests, readTestsFile, runPlan, writeTestsFile } = await import('@rs-sam/reproduction');
  const results = join(flags.results, place);
  const progress = trainingProgress(report);
  const runs: FinishedRun[] = [];
  report.note(plan.about);
  try {
    const finished = runPlan({
      ...given,
      results,
      runs: join(flags.runs, place),
      seedsOf: ({ seeds }) => Array.from({ length: Math.min(seeds, flags.seeds ?? seeds) }, (_, at) => at + 1),
      onRun: (run, number, count) => report.note(`${number}/${count} ${run}`),
      onTraining: progress.event,
    });
    for await (const run of finished) {
      progress.stop();
      runs.push(run);
      const { paper, standard } = run.result.protocols;
      const figures = `R@sum ${paper.recallSum.toFixed(1)}, mR ${standard.meanRecall.toFixed(1)}`;
      report.note(
        `  ${run.how}: ${figures}${run.how === 'kept' ? ' (settings verified; its score file is missing)' : ''}`,
      );
    }
  } finally {
    progress.stop();
  }
  if (runs.length === 0)
    throw new UsageError('Nothing was run: no row has the features, or the --init, that it needs.');
  const file = join(results, 'paired-tests.json');
  const tests = await pairedTests(runs, dataset, plan.baseline, await readTestsFile(file));
  if (tests.length > 0) await writeTestsFile(file, tests);
  return { runs, tests: tests.filter(({ a }) => runs.some(({ row }) => row.name === a)) };
}

/**
 * The plan with the rows that `--rows` names, or with all of them.
 *
 * @throws UsageError for an unknown row.
 */
export function withRows(plan: ReproductionPlan, names: readonly string[] | undefined): ReproductionPlan {
  const unknown = (names ?? []).find((name) => !plan.rows.some((row) => row.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no row ${unknown}. The rows are: ${plan.rows.map(({ name }) => name).join(', ')}.`);
  }
  return { ...plan, rows: plan.rows.filter(({ name }) => names?.includes(name) ?? true) };
}
