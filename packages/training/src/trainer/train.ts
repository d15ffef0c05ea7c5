import { withFolderLock } from '@rs-sam/foundation/files';
import { modelDefinitions } from '@rs-sam/models';
import { repeatsExactly } from '@rs-sam/tfjs-backend';
import { effectiveConfiguration } from '../configuration/effective-configuration';
import { openInit } from '../init/open-init';
import { joinSources } from '../sources/join-sources';
import { MetricsLog } from './metrics-log';
import { RunFiles } from './run-files';
import { START } from './run-position';
import { openSession, type TrainingSession } from './session';
import {
  checkTrainOptions,
  type RunOptions,
  sourcesOf,
  type TrainingOutcome,
  type TrainOptions,
} from './train-options';
import { TrainingLoop } from './training-loop';

/**
 * Trains a model, or resumes an interrupted training. On the same engine, the result has the same bits as that of an uninterrupted
 * training; on a GPU, which may add in any order, it is the same to a tolerance, and a note of the event `start` says so.
 *
 * Call `prepareBackend` first.
 *
 * @throws InvalidOptionError, ConfigurationError, EmptyPartError, FeaturesMissingError, ClassNamesMissingError, SourcesMismatchError before anything is computed,
 * and FeaturesMismatchError and CheckpointError for a checkpoint that the training cannot start from;
 * LockHeldError when another process uses the folder; RunMismatchError when the folder contains another run; TrainingDivergedError when the
 * loss became NaN or infinite; GpuError of `@rs-sam/tfjs-backend` when the GPU was lost, ran out of memory, refused a command or gave no
 * answer. After any of them, the last checkpoint is as it was saved, and the same call resumes there.
 */
export async function train(options: TrainOptions): Promise<TrainingOutcome> {
  checkTrainOptions(options);
  const data = joinSources(sourcesOf(options));
  const { configuration, notes } = effectiveConfiguration(options.configuration, data.dataset, data.features);
  const effective = { ...options, configuration };
  const init = options.init === undefined ? null : await openInit(options.init, options.folder);
  const { registry = modelDefinitions, tokenStore: store, signal, onEvent } = options;
  const session = await openSession(configuration, data, registry, init, { store, signal, onEvent });
  try {
    // Two processes in one folder would mix their metrics and checkpoints.
    return await withFolderLock(options.folder, () => resume(effective, session, [...notes, ...session.notes]));
  } finally {
    session.averages?.dispose();
    session.optimizer.dispose();
    session.loss.dispose();
    session.model.dispose();
  }
}

const TO_A_TOLERANCE =
  'This engine may add in any order: the resumed run repeats an uninterrupted one to a tolerance, not to the bit.';

/** Runs the training from where the folder's last checkpoint ends, or from the start. */
async function resume(
  options: RunOptions,
  session: TrainingSession,
  notes: readonly string[],
): Promise<TrainingOutcome> {
  const files = new RunFiles(options.folder, options.configuration, session, options.engine);
  await files.prepare();
  const found = await files.restoreLast();
  const position = found ?? START;
  const { metricsBytes: length, metricsSha256: sha256 } = position;
  const log = await MetricsLog.open(files.metrics, { length, sha256 });
  try {
    const isNew = found === undefined;
    const said = isNew || repeatsExactly(options.engine) ? notes : [...notes, TO_A_TOLERANCE];
    return await new TrainingLoop(options, session, files, log, position).run(isNew, said);
  } finally {
    await log.close();
  }
}
