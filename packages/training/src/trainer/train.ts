import { modelDefinitions } from '@rs-sam/models';
import { MetricsLog } from './metrics-log';
import { RunFiles } from './run-files';
import { START } from './run-position';
import { openSession } from './session';
import { checkTrainOptions, type TrainingOutcome, type TrainOptions } from './train-options';
import { TrainingLoop } from './training-loop';

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
