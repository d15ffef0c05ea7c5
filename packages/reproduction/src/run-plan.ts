import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import type { EvaluationResult, FeatureSource, ScoringProgress } from '@rs-sam/evaluation';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import type { ModelDefinition } from '@rs-sam/models';
import type { TrainingEvent } from '@rs-sam/training';
import { train } from '@rs-sam/training';
import { keptResult } from './kept-result';
import type { PlannedRow, ReproductionPlan } from './reproduction-plan';

/** What `runPlan` needs. */
export interface RunPlanOptions {
  readonly plan: ReproductionPlan;
  readonly dataset: CaptionDataset;
  /** The store that a row takes; undefined leaves the row out. */
  readonly featuresOf: (row: PlannedRow) => FeatureSource | undefined;
  /** Seeds of each row. */
  readonly seedsOf: (row: PlannedRow) => readonly number[];
  readonly engine: string;
  /** Where the trainings are kept: checkpoints, a folder a run. */
  readonly runs: string;
  /** Where the results are kept: configuration, curves, figures, scores; a folder a run. */
  readonly results: string;
  readonly commandLine?: string;
  readonly signal?: AbortSignal;
  readonly onRun?: (run: string, number: number, count: number) => void;
  readonly onTraining?: (event: TrainingEvent) => void;
  readonly onScoring?: (progress: ScoringProgress) => void;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/** A run of the plan with its result. */
export interface FinishedRun {
  readonly row: PlannedRow;
  readonly seed: number;
  /** Where its result is. */
  readonly folder: string;
  readonly result: EvaluationResult;
  /** `made` just now; `verified`: it was there, of the same settings and with the scores that it says; `kept`: there without its scores. */
  readonly how: 'made' | 'verified' | 'kept';
}

/**
 * Trains and evaluates what a plan lacks, one run after the other, and hands out each run when it is finished. What is there
 * already is verified and not repeated; a run that was stopped or killed goes on.
 *
 * @throws EvaluationError where a result of other settings stands in the way; what `train` and `evaluateCheckpoint` throw.
 */
export async function* runPlan(options: RunPlanOptions): AsyncGenerator<FinishedRun> {
  const { plan, dataset, engine, signal, registry } = options;
  const runs = plan.rows.flatMap((row) => {
    const features = options.featuresOf(row);
    return features === undefined ? [] : options.seedsOf(row).map((seed) => ({ row, seed, features }));
  });
  for (const [at, { row, seed, features }] of runs.entries()) {
    const name = `${row.name}-seed-${seed}`;
    const folder = join(options.results, name);
    const configuration = plan.configurationOf(row, seed);
    options.onRun?.(name, at + 1, runs.length);
    const kept = await keptResult(folder, { configuration, part: plan.part, dataset, features });
    if (kept !== undefined) {
      yield { row, seed, folder, result: kept.result, how: kept.scoresVerified ? 'verified' : 'kept' };
      continue;
    }
    const run = join(options.runs, name);
    const common = { dataset, features, engine, ...(signal && { signal }), ...(registry && { registry }) };
    const outcome = await train({
      ...common,
      configuration,
      folder: run,
      ...(options.onTraining && { onEvent: options.onTraining }),
    });
    if (outcome.checkpoint === null || outcome.end === 'stopped') {
      signal?.throwIfAborted();
      throw new Error(`The training in ${run} ended without a checkpoint. Delete the folder and run it again.`);
    }
    const result = await evaluateCheckpoint({
      ...common,
      checkpoint: outcome.checkpoint,
      folder,
      part: plan.part,
      examples: { count: 4 },
      ...(options.commandLine !== undefined && { commandLine: options.commandLine }),
      ...(options.onScoring && { onProgress: options.onScoring }),
    });
    await copyFile(join(run, 'configuration.json'), join(folder, 'configuration.json'));
    // The best checkpoint stays; what was needed to go on is not any more.
    if (existsSync(join(run, 'last'))) await rm(join(run, 'last'), { recursive: true });
    yield { row, seed, folder, result, how: 'made' };
  }
}
