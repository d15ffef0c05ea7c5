import type { CaptionDataset } from '@rs-sam/datasets';
import type { FeatureSource } from '@rs-sam/evaluation';
import { scoreWholeGallery } from '@rs-sam/evaluation';
import type { ModelDefinition } from '@rs-sam/models';
import { modelDefinitions } from '@rs-sam/models';
import { evaluateCrossModal, scoreMatrix } from '@rs-sam/retrieval-metrics';
import type { TrainingConfiguration } from '../configuration/configuration';
import { learningRateAt } from '../optimisation/learning-rate';
import { batchStream, type HostBatch } from '../sampling/batch-stream';
import { epochBatches } from '../sampling/epoch-batches';
import { TrainingDivergedError } from './errors';
import type { TrainingEvent } from './events';
import { type EpochMetrics, MetricsLog, type ValidationMetrics } from './metrics-log';
import { Pace } from './pace';
import { RunFiles } from './run-files';
import { type RunPosition, START } from './run-position';
import { openSession, type TrainingSession } from './session';
import { trainStep } from './train-step';
import { validationMetrics } from './validation-metrics';

/** What `train` needs. */
export interface TrainOptions {
  /** Of `resolveConfiguration` or a preset. */
  readonly configuration: TrainingConfiguration;
  readonly dataset: CaptionDataset;
  /** Features of its images, as `openFeatureStore` gives them. */
  readonly features: FeatureSource;
  /** Where the run is kept. A folder with a run that was stopped goes on. */
  readonly folder: string;
  /** The engine's name, kept with the checkpoints: a run that goes on has to be on the one that it began on. */
  readonly engine: string;
  /** Steps between checkpoints, besides one at the end of each epoch. It changes no result. Default 200. */
  readonly checkpointEvery?: number;
  /** Steps that a line of the metrics is over. Default 10. */
  readonly metricsEvery?: number;
  /** Stops at the next step; everything is saved first. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
  /** Default: `modelDefinitions`. */
  readonly registry?: readonly ModelDefinition[];
}

/** How a training ended. */
export interface TrainingOutcome {
  /** `epochs`: all were made; `patience`: no better one came for long enough; `stopped`: by the signal, and can go on. */
  readonly end: 'epochs' | 'patience' | 'stopped';
  readonly steps: number;
  /** The best validation and its epoch, from 1; null where none was made. */
  readonly best: RunPosition['best'];
  /** The checkpoint to use; null when no epoch was finished. */
  readonly checkpoint: string | null;
}

/**
 * Trains a model, or goes on with a training that was stopped or killed: the result is bit for bit that of an undisturbed one on
 * the same engine.
 *
 * The caller has made an engine the current one (`prepareBackend`).
 *
 * @throws ConfigurationError, EmptyPartError, FeaturesMissingError, ClassNamesMissingError before anything is computed;
 * RunMismatchError when the folder holds another run; TrainingDivergedError when the loss is no number any more.
 */
export async function train(options: TrainOptions): Promise<TrainingOutcome> {
  const { configuration, dataset, features, registry = modelDefinitions } = options;
  const session = await openSession(configuration, dataset, features, registry);
  try {
    const files = new RunFiles(options.folder, configuration, session, features, options.engine);
    await files.prepare();
    const found = await files.restoreLast();
    const position = found ?? START;
    const log = await MetricsLog.open(files.metrics, position.metricsBytes);
    try {
      return await new Training(options, session, files, log, position).run(found === undefined);
    } finally {
      await log.close();
    }
  } finally {
    session.optimizer.dispose();
    session.model.dispose();
  }
}

/** A training under way. */
class Training {
  private readonly pace = new Pace();
  private readonly stepsPerEpoch: number;
  private clock = performance.now();

  constructor(
    private readonly options: TrainOptions,
    private readonly session: TrainingSession,
    private readonly files: RunFiles,
    private readonly log: MetricsLog,
    private position: RunPosition,
  ) {
    this.stepsPerEpoch = this.batchesOf(0).length;
  }

  async run(isNew: boolean): Promise<TrainingOutcome> {
    this.tellStart();
    if (isNew) await this.save();
    while (this.position.finished === null) {
      const went = await this.epoch();
      if (!went) return this.outcome('stopped');
    }
    return this.outcome(this.position.finished);
  }

  /** The rest of the epoch under way, with its validation; false when the signal stopped it. */
  private async epoch(): Promise<boolean> {
    const { features, configuration } = this.options;
    const { epoch, stepInEpoch } = this.position;
    const batches = this.batchesOf(epoch);
    const views = { augment: configuration.augment, seed: configuration.seed, epoch };
    for await (const batch of batchStream(batches.slice(stepInEpoch), features, views)) {
      if (this.stopped) break;
      await this.step(batch);
      const done = this.position.stepInEpoch === batches.length;
      if (done || this.position.step % (this.options.checkpointEvery ?? 200) === 0) await this.save();
    }
    if (this.position.stepInEpoch < batches.length || this.stopped) {
      await this.save();
      return false;
    }
    return this.finishEpoch();
  }

  private async step(batch: HostBatch): Promise<void> {
    const { configuration, metricsEvery = 10 } = this.options;
    const { step, epoch } = this.position;
    const learningRate = learningRateAt(step, { ...configuration, stepsPerEpoch: this.stepsPerEpoch });
    const { model, optimizer, negatives } = this.session;
    const { margin, gradientClip, seed } = configuration;
    const dropoutSeed = seed * 1e6 + step;
    const { loss, gradientNorm } = trainStep(batch, {
      ...{ model, optimizer, learningRate, margin, negatives, gradientClip, dropoutSeed },
    });
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      const files = batch.pairs.map(({ file }) => file);
      throw new TrainingDivergedError(step + 1, loss, gradientNorm, files);
    }
    const pairs = batch.pairs.length;
    const { window } = this.position;
    this.position = {
      ...this.position,
      stepInEpoch: this.position.stepInEpoch + 1,
      step: step + 1,
      epochLoss: this.position.epochLoss + loss,
      window: {
        loss: window.loss + loss,
        gradientNorm: window.gradientNorm + gradientNorm,
        pairs: window.pairs + pairs,
        steps: window.steps + 1,
      },
    };
    this.pace.step(this.lap(), pairs);
    const { pairsPerSecond } = this.pace;
    if (this.position.window.steps >= metricsEvery) {
      const sums = this.position.window;
      await this.log.add({
        kind: 'step',
        epoch: epoch + 1,
        step: step + 1,
        loss: sums.loss / sums.pairs,
        gradientNorm: sums.gradientNorm / sums.steps,
        learningRate,
        pairsPerSecond,
      });
      this.position = { ...this.position, window: START.window };
    }
    this.options.onEvent?.({
      kind: 'step',
      epoch: epoch + 1,
      stepInEpoch: this.position.stepInEpoch,
      stepsPerEpoch: this.stepsPerEpoch,
      step: step + 1,
      loss: loss / pairs,
      gradientNorm,
      learningRate,
      pairsPerSecond,
      secondsLeft: this.secondsLeft(),
    });
  }

  /** Validation, the best checkpoint, and the decision whether another epoch follows. */
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
    const waited = nowBest === null ? 0 : epoch - nowBest.epoch;
    const finished =
      configuration.patience !== null && waited >= configuration.patience
        ? 'patience'
        : epoch === configuration.epochs
          ? 'epochs'
          : null;
    this.position = { ...this.position, epoch, stepInEpoch: 0, epochLoss: 0, best: nowBest, finished };
    if (isBest) await this.files.saveBest(this.position);
    await this.save();
    onEvent?.({ kind: 'epoch', metrics });
    return true;
  }

  private async validate(): Promise<ValidationMetrics | null | 'stopped'> {
    const { validation: gallery, model } = this.session;
    if (gallery === null) return null;
    const { features, signal, onEvent } = this.options;
    const began = performance.now();
    const epoch = this.position.epoch + 1;
    try {
      const matrix = await scoreWholeGallery(model, features, gallery, {
        signal,
        onBlock: ({ block, blocks }) => onEvent?.({ kind: 'validation', epoch, block: block + 1, blocks }),
      });
      this.pace.validation((performance.now() - began) / 1000);
      const scores = scoreMatrix(matrix, gallery.files.length, gallery.captions.length);
      return validationMetrics(evaluateCrossModal(scores, gallery.relevance, { ties: 'expected' }));
    } catch (error) {
      if (this.stopped) return 'stopped';
      throw error;
    }
  }

  private async save(): Promise<void> {
    this.lap();
    await this.log.sync();
    this.position = { ...this.position, metricsBytes: this.log.bytes };
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

  /** Seconds since the last call, which are added to the run's. */
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

  private tellStart(): void {
    const { pairs, images, vocabulary, model, notes } = this.session;
    this.options.onEvent?.({
      kind: 'start',
      resumedAt: this.position.step,
      pairs: pairs.length,
      images,
      vocabularySize: vocabulary.size,
      weights: model.weights.reduce((sum, { variable }) => sum + variable.size, 0),
      epochs: this.options.configuration.epochs,
      stepsPerEpoch: this.stepsPerEpoch,
      notes,
    });
  }
}
