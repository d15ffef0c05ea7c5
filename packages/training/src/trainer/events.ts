import type { EpochMetrics } from './metrics-log';

/** An event of a training, see `onEvent`. */
export type TrainingEvent =
  | TokensEvent
  | StartEvent
  | StepEvent
  | ValidationEvent
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics }
  | { readonly kind: 'checkpoint'; readonly step: number; readonly folder: string };

/** While a text network computes the tokens of the captions, before `start`. */
interface TokensEvent {
  readonly kind: 'tokens';
  /** Number of different captions. */
  readonly done: number;
  readonly total: number;
}

/** Once, before the first step. */
export interface StartEvent {
  readonly kind: 'start';
  /** Steps that an earlier process has completed; 0 for a new run. */
  readonly resumedAt: number;
  readonly pairs: number;
  readonly images: number;
  /** Null with a text network, whose tokens are the words. */
  readonly vocabularySize: number | null;
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
