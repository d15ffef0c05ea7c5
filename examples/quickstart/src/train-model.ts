import type { CaptionDataset } from '@rs-sam/datasets';
import { resolveConfiguration, type TrainingEvent, type TrainingOutcome, train } from '@rs-sam/training';
import type { FeatureStore } from '@rs-sam/vision-features/node';
import { endProgress, progressLine } from './progress-line';

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

/** Trains, or resumes an interrupted run. */
export function trainModel(run: TrainingRun): Promise<TrainingOutcome> {
  return train({ ...run, configuration: CONFIGURATION, onEvent: tell }).finally(endProgress);
}

function tell(event: TrainingEvent): void {
  if (event.kind === 'step') {
    const { epoch, loss, pairsPerSecond, secondsLeft } = event;
    const pace = `${pairsPerSecond.toFixed(0)} pairs/s, ${Math.ceil(secondsLeft)} s left`;
    progressLine(`epoch ${epoch} of ${CONFIGURATION.epochs}, loss ${loss.toFixed(3)}, ${pace}`);
  } else if (event.kind === 'epoch') {
    endProgress();
    const { epoch, loss, validation } = event.metrics;
    const recall = validation === null ? '' : `  validation mR ${validation.meanRecall.toFixed(1)}`;
    console.log(`  epoch ${epoch} of ${CONFIGURATION.epochs}  loss ${loss.toFixed(3)}${recall}`);
  }
}
