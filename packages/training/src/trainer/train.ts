import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource } from '@rs-sam/evaluation';
import { type ModelDefinition, modelDefinitions } from '@rs-sam/models';
import type { TrainingConfiguration } from '../configuration/configuration';
import type { TrainingEvent } from './events';
import { MetricsLog } from './metrics-log';
import { RunFiles } from './run-files';
import { type RunPosition, START } from './run-position';
import { openSession } from './session';
import { checkTrainOptions } from './train-rules';
import { TrainingLoop } from './training-loop';

/** Options of `train`. */
export interface TrainOptions {
  /** From `resolveConfiguration` or `presetConfiguration`. */
  readonly configuration: TrainingConfiguration;
  readonly dataset: CaptionDataset;
  /** Features of its images, as `openFeatureStore` gives them. */
  readonly features: FeatureSource;
  /** The folder of the run. An interrupted run in this folder resumes. */
  readonly folder: string;
  /** The engine's name, recorded in the checkpoints: a run resumes only on the engine that it started on. */
  readonly engine: string;
  /** Steps between checkpoints, in addition to one at the end of each epoch. Does not change the result. Default 200. */
  readonly checkpointEvery?: number;
  /** Steps per line of `metrics.jsonl`. Default 10. */
  readonly metricsEvery?: number;
  /** Stops the training at the next step, after saving everything. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/** How a training ended. */
export interface TrainingOutcome {
  /** `epochs`: all epochs are done; `patience`: too many epochs without improvement; `stopped`: by the signal, can be resumed. */
  readonly end: 'epochs' | 'patience' | 'stopped';
  readonly steps: number;
  /** The best validation and its epoch, from 1; null without validation. */
  readonly best: RunPosition['best'];
  /** The checkpoint to use; null when no epoch is finished. */
  readonly checkpoint: string | null;
}

/**
 * Trains a model, or resumes an interrupted training: the result is bit for bit that of an uninterrupted one on the same engine.
 *
 * Call `prepareBackend` first.
 *
 * @throws InvalidOptionError, ConfigurationError, EmptyPartError, FeaturesMissingError, ClassNamesMissingError before anything is computed;
 * RunMismatchError when the folder has another run; TrainingDivergedError when the loss became NaN or infinite.
 */
export async function train(options: TrainOptions): Promise<TrainingOutcome> {
  checkTrainOptions(options);
  const { configuration, dataset, features, registry = modelDefinitions } = options;
  const session = await openSession(configuration, dataset, features, registry);
  try {
    const files = new RunFiles(options.folder, configuration, session, features, options.engine);
    await files.prepare();
    const found = await files.restoreLast();
    const position = found ?? START;
    const log = await MetricsLog.open(files.metrics, position.metricsBytes);
    try {
      return await new TrainingLoop(options, session, files, log, position).run(found === undefined);
    } finally {
      await log.close();
    }
  } finally {
    session.optimizer.dispose();
    session.model.dispose();
  }
}
