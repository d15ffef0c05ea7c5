import type { EpochMetrics } from './metrics-log';

/** An event of a training, see `onEvent`. */
export type TrainingEvent =
  | StartEvent
  | StepEvent
  | ValidationEvent
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics }
  | { readonly kind: 'checkpoint'; readonly step: number; readonly folder: string };

/** Once, before the first step. */
export interface StartEvent {
  readonly kind: 'start';
  /** Steps that an earlier process has completed; 0 for a new run. */
  readonly resumedAt: number;
  readonly pairs: number;
  readonly images: number;
  readonly vocabularySize: number;
  readonly weights: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /**
   * In sentences: the differences of the training from the configuration, several data sets, and the words that are new to the checkpoint
   * of `init`.
   */
  readonly notes: readonly string[];
}

/** After every step. */
export interface StepEvent {
  readonly kind: 'step';
  /** From 1. */
  readonly epoch: number;
  /** Completed steps of this epoch, and its number of steps. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  readonly step: number;
  /** The loss per pair of this batch. */
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** Mean over the last steps of this process. */
  readonly pairsPerSecond: number;
  /** Estimated time to the end of the last epoch, validations included. */
  readonly secondsLeft: number;
}

/** After every block of a validation. */
export interface ValidationEvent {
  readonly kind: 'validation';
  readonly epoch: number;
  /** The data set that is validated, of several; null for one. */
  readonly dataset: string | null;
  readonly block: number;
  readonly blocks: number;
}
