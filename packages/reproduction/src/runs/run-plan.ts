import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource, ScoringProgress } from '@rs-sam/evaluation';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { abortSignal, callback, checkOptions, matching, object, text } from '@rs-sam/foundation/options';
import type { ModelDefinition } from '@rs-sam/models';
import type { TrainingEvent } from '@rs-sam/training';
import { effectiveConfiguration, train } from '@rs-sam/training';
import type { PlannedRow } from '../plans/planned-row';
import type { ReproductionPlan } from '../plans/reproduction-plan';
import type { FinishedRun } from './finished-run';
import { keptResult } from './kept-result';
import { UnfinishedTrainingError } from './unfinished-training-error';

/** The arguments of `runPlan`. */
export interface RunPlanOptions {
  readonly plan: ReproductionPlan;
  readonly dataset: CaptionDataset;
  /** The feature store of a row; undefined skips the row. */
  readonly featuresOf: (row: PlannedRow) => FeatureSource | undefined;
  /** The seeds of a row. */
  readonly seedsOf: (row: PlannedRow) => readonly number[];
  /** The run or checkpoint that rows with `init` start from; without one, they are skipped. */
  readonly init?: string;
  readonly engine: string;
  /** Folder of the trainings, with a folder of checkpoints per run. */
  readonly runs: string;
  /** Folder of the results, with a folder per run: configuration, curves, figures, scores. */
  readonly results: string;
  readonly commandLine?: string;
  readonly signal?: AbortSignal;
  readonly onRun?: (run: string, number: number, count: number) => void;
  readonly onTraining?: (event: TrainingEvent) => void;
  readonly onScoring?: (progress: ScoringProgress) => void;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

const REQUIRED = ['plan', 'dataset', 'featuresOf', 'seedsOf', 'engine', 'runs', 'results'];
const rules = {
  plan: object('a plan, as reproductionPlan returns it'),
  dataset: object('a data set'),
  featuresOf: callback,
  seedsOf: callback,
  init: text('the folder of a run'),
  engine: text('the name of an engine'),
  runs: text('the path of a folder'),
  results: text('the path of a folder'),
  commandLine: text('the command line'),
  signal: abortSignal,
  onRun: callback,
  onTraining: callback,
  onScoring: callback,
  registry: matching('a list of model definitions', Array.isArray),
};

/**
 * Trains and evaluates the missing runs of a plan, one after the other, and yields each run when it is finished. Existing results are
 * verified and not repeated; interrupted runs are resumed.
 *
 * @throws EvaluationError if the folder of a run has a result of other settings; the errors of `train` and `evaluateCheckpoint`;
 * InvalidOptionError.
 */
export async function* runPlan(options: RunPlanOptions): AsyncGenerator<FinishedRun> {
  checkOptions('runPlan', rules, options, REQUIRED);
  const { plan, dataset, engine, signal, registry } = options;
  const runs = plan.rows.flatMap((row) => {
    const features = options.featuresOf(row);
    const skipped = features === undefined || (row.init === true && options.init === undefined);
    return skipped ? [] : options.seedsOf(row).map((seed) => ({ row, seed, features }));
  });
  for (const [at, { row, seed, features }] of runs.entries()) {
    const name = `${row.name}-seed-${seed}`;
    const folder = join(options.results, name);
    const { configuration } = effectiveConfiguration(plan.configurationOf(row, seed), dataset, features);
    options.onRun?.(name, at + 1, runs.length);
    const init = row.init === true ? options.init : undefined;
    const kept = await keptResult(folder, { configuration, part: plan.part, dataset, features, init });
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
      ...(init !== undefined && { init }),
      ...(options.onTraining && { onEvent: options.onTraining }),
    });
    if (outcome.checkpoint === null || outcome.end === 'stopped') {
      signal?.throwIfAborted();
      throw new UnfinishedTrainingError(run);
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
    await writeFileAtomically(join(folder, 'configuration.json'), await readFile(join(run, 'configuration.json')));
    // The best checkpoint is kept; the last one is only needed to resume.
    if (existsSync(join(run, 'last'))) await rm(join(run, 'last'), { recursive: true });
    yield { row, seed, folder, result, how: 'made' };
  }
}
