import type { TrainingConfiguration } from '../configuration/training-configuration';
import { learningRateAt } from '../optimisation/learning-rate';
import { batchStream, type HostBatch } from '../sampling/batch-stream';
import { epochBatches } from '../sampling/epoch-batches';
import { TrainingDivergedError } from './errors';
import type { EpochMetrics, MetricsLog, ValidationMetrics } from './metrics-log';
import { Pace } from './pace';
import type { RunFiles } from './run-files';
import { afterStep, type RunPosition, START } from './run-position';
import type { TrainingSession } from './session';
import type { RunOptions, TrainingOutcome } from './train-options';
import { type StartedStep, trainStep } from './train-step';
import { validateParts } from './validate-parts';

/** A step that was started, and what its record needs. */
interface RunningStep {
  readonly started: StartedStep;
  readonly batch: HostBatch;
  readonly learningRate: number;
}

/** The steps, validations and checkpoints of one training, from its position to its end. */
export class TrainingLoop {
  private readonly pace = new Pace();
  private readonly stepsPerEpoch: number;
  private clock = performance.now();
  /** The step whose outcome has not been read yet. */
  private running: RunningStep | undefined;

  constructor(
    private readonly options: RunOptions,
    private readonly session: TrainingSession,
    private readonly files: RunFiles,
    private readonly log: MetricsLog,
    private position: RunPosition,
  ) {
    this.stepsPerEpoch = this.batchesOf(0).length;
  }

  async run(isNew: boolean, notes: readonly string[]): Promise<TrainingOutcome> {
    this.emitStart(notes);
    if (isNew) await this.save();
    while (this.position.finished === null) {
      const completed = await this.epoch();
      if (!completed) return this.outcome('stopped');
    }
    return this.outcome(this.position.finished);
  }

  /** Completes the current epoch and its validation; false when the signal stopped it. */
  private async epoch(): Promise<boolean> {
    const { configuration } = this.options;
    const { epoch, stepInEpoch } = this.position;
    const batches = this.batchesOf(epoch);
    const views = { augment: configuration.augment, seed: configuration.seed, epoch };
    for await (const batch of batchStream(batches.slice(stepInEpoch), this.session.features, views)) {
      if (this.stopped) break;
      await this.step(batch);
      const steps = this.startedSteps;
      const done = steps - this.position.step + this.position.stepInEpoch === batches.length;
      if (done || steps % (this.options.checkpointEvery ?? 200) === 0) await this.save();
    }
    await this.settle();
    if (this.position.stepInEpoch < batches.length || this.stopped) {
      await this.save();
      return false;
    }
    return this.finishEpoch();
  }

  /** Starts a step, and completes the one before it, which the engine computed in the meantime. */
  private async step(batch: HostBatch): Promise<void> {
    const { configuration } = this.options;
    const step = this.startedSteps;
    const learningRate = learningRateAt(step, { ...configuration, stepsPerEpoch: this.stepsPerEpoch });
    const { gradientClip, seed } = configuration;
    const started = trainStep(batch, {
      ...{ session: this.session, learningRate, gradientClip, dropoutSeed: seed * 1e6 + step },
    });
    await this.settle();
    this.running = { started, batch, learningRate };
    if (started.outcome !== undefined) await this.settle();
  }

  /** The steps that were started, of all epochs. */
  private get startedSteps(): number {
    return this.position.step + (this.running === undefined ? 0 : 1);
  }

  /**
   * Reads the outcome of the running step and records it.
   *
   * @throws TrainingDivergedError if it is not finite.
   */
  private async settle(): Promise<void> {
    if (this.running === undefined) return;
    const { started, batch, learningRate } = this.running;
    const { step, epoch } = this.position;
    const { loss, gradientNorm } = await started.read();
    this.running = undefined;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      const files = batch.pairs.map(({ file }) => file);
      throw new TrainingDivergedError(step + 1, loss, gradientNorm, files);
    }
    const { metricsEvery = 10 } = this.options;
    const pairs = batch.pairs.length;
    this.position = afterStep(this.position, { loss, gradientNorm, pairs });
    this.pace.step(this.lap(), pairs);
    const { pairsPerSecond } = this.pace;
    const place = { kind: 'step', epoch: epoch + 1, step: step + 1 } as const;
    const { window } = this.position;
    if (window.steps >= metricsEvery) {
      const means = { loss: window.loss / window.pairs, gradientNorm: window.gradientNorm / window.steps };
      await this.log.add({ ...place, ...means, learningRate, pairsPerSecond });
      this.position = { ...this.position, window: START.window };
    }
    this.options.onEvent?.({
      ...place,
      ...{ stepInEpoch: this.position.stepInEpoch, stepsPerEpoch: this.stepsPerEpoch },
      ...{ loss: loss / pairs, gradientNorm, learningRate, pairsPerSecond },
      secondsLeft: this.secondsLeft(),
    });
  }

  /** Validates, saves the best checkpoint, and decides whether another epoch follows; false when the signal stopped it. */
  private async finishEpoch(): Promise<boolean> {
    const { configuration, onEvent } = this.options;
    const validation = await this.validate();
    if (validation === 'stopped') return false;
    const { step, best, epochLoss } = this.position;
    const epoch = this.position.epoch + 1;
    const isBest = validation === null || best === null || validation.meanRecall > best.meanRecall;
    this.lap();
    const metrics: EpochMetrics = {
      kind: 'epoch',
      epoch,
      step,
      loss: epochLoss / this.session.pairs.length,
      validation,
      best: isBest,
      seconds: this.position.seconds,
    };
    await this.log.add(metrics);
    const nowBest = isBest && validation !== null ? { meanRecall: validation.meanRecall, epoch } : best;
    const finished = endAfter(epoch, nowBest, configuration);
    this.position = { ...this.position, epoch, stepInEpoch: 0, epochLoss: 0, best: nowBest, finished };
    if (isBest) await this.files.saveBest(this.position);
    await this.save();
    onEvent?.({ kind: 'epoch', metrics });
    return true;
  }

  private async validate(): Promise<ValidationMetrics | null | 'stopped'> {
    const { validations } = this.session;
    if (validations.length === 0) return null;
    const { signal, onEvent } = this.options;
    const began = performance.now();
    const epoch = this.position.epoch + 1;
    try {
      const metrics = await validateParts(this.session, validations, signal, (block, blocks, dataset) =>
        onEvent?.({ kind: 'validation', epoch, dataset, block, blocks }),
      );
      this.pace.validation((performance.now() - began) / 1000);
      return metrics;
    } catch (error) {
      if (this.stopped) return 'stopped';
      throw error;
    }
  }

  /** Saves the run after the steps that were started; a checkpoint with the weights of a step that diverged is never written. */
  private async save(): Promise<void> {
    await this.settle();
    this.lap();
    await this.log.sync();
    this.position = { ...this.position, metricsBytes: this.log.bytes, metricsSha256: this.log.sha256 };
    await this.files.saveLast(this.position);
    this.options.onEvent?.({ kind: 'checkpoint', step: this.position.step, folder: this.files.last });
  }

  private outcome(end: TrainingOutcome['end']): TrainingOutcome {
    const { step, best, epoch } = this.position;
    return { end, steps: step, best, checkpoint: epoch > 0 ? this.files.best : null };
  }

  private batchesOf(epoch: number) {
    return epochBatches(this.session.pairs, epoch, this.options.configuration);
  }

  private get stopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  /** Seconds since the last call; adds them to those of the run. */
  private lap(): number {
    const now = performance.now();
    const seconds = (now - this.clock) / 1000;
    this.clock = now;
    this.position = { ...this.position, seconds: this.position.seconds + seconds };
    return seconds;
  }

  private secondsLeft(): number {
    const { epochs, validationPart } = this.options.configuration;
    const { epoch, stepInEpoch } = this.position;
    const left = epochs - epoch;
    return this.pace.secondsFor(left * this.stepsPerEpoch - stepInEpoch, validationPart === null ? 0 : left);
  }

  private emitStart(notes: readonly string[]): void {
    const { pairs, images, vocabulary, model, textNetwork } = this.session;
    this.options.onEvent?.({
      kind: 'start',
      resumedAt: this.position.step,
      pairs: pairs.length,
      images,
      vocabularySize: textNetwork === null ? vocabulary.size : null,
      weights: model.weights.reduce((sum, { variable }) => sum + variable.size, 0),
      epochs: this.options.configuration.epochs,
      stepsPerEpoch: this.stepsPerEpoch,
      notes,
    });
  }
}

/** Why the training ends after this epoch; null if it continues. */
function endAfter(
  epoch: number,
  best: RunPosition['best'],
  { patience, epochs }: TrainingConfiguration,
): RunPosition['finished'] {
  const withoutImprovement = best === null ? 0 : epoch - best.epoch;
  if (patience !== null && withoutImprovement >= patience) return 'patience';
  return epoch === epochs ? 'epochs' : null;
}
