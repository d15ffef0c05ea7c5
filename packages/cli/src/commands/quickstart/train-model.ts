import type { CaptionDataset } from '@rs-sam/datasets';
import { resolveConfiguration, train } from '@rs-sam/training';
import type { FeatureStore } from '@rs-sam/vision-features/node';
import { refuseOverwriting } from '../../data/own-files';
import { RUN_FILES } from '../../data/own-run';
import type { Reporter } from '../../output/reporter';
import { trainingProgress } from '../../output/training-progress';
import { CommandError } from '../../program/command-error';

/** A small SAM t-i. The default preset of `rs-sam train` is larger and trains longer. */
const CONFIGURATION = resolveConfiguration({
  model: 'sam-t2i',
  options: { projection: 128, embeddingDim: 64, normalizeFeatures: true },
  optimizer: 'adam',
  learningRate: 1e-3,
  gradientClip: 2,
  negatives: 'instance',
  batchSize: 32,
  epochs: 5,
  decay: { kind: 'cosine', floor: 0.05 },
});

/** The training data and the folder of the run. */
interface TrainingRun {
  readonly dataset: CaptionDataset;
  readonly features: FeatureStore;
  readonly folder: string;
  readonly engine: string;
  readonly signal: AbortSignal;
}

/**
 * Trains, or resumes an interrupted run.
 *
 * @returns the folder of the best checkpoint.
 */
export async function trainModel(run: TrainingRun, report: Reporter): Promise<string> {
  await refuseOverwriting(run.folder, RUN_FILES);
  const watch = trainingProgress(report);
  const outcome = await train({ ...run, configuration: CONFIGURATION, onEvent: watch.event }).finally(watch.stop);
  run.signal.throwIfAborted();
  const { checkpoint, best } = outcome;
  if (checkpoint === null) throw new CommandError('No epoch was finished.');
  report.result({ event: 'trained', folder: run.folder, ...outcome }, () => `  best: epoch ${best?.epoch}`);
  return checkpoint;
}
