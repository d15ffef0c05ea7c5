import type { EpochMetrics } from './metrics-log';

/** What training tells while it runs. */
export type TrainingEvent =
  | StartEvent
  | StepEvent
  | ValidationEvent
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics }
  | { readonly kind: 'checkpoint'; readonly step: number; readonly folder: string };

/** Once, before the first step. */
export interface StartEvent {
  readonly kind: 'start';
  /** Steps that an earlier run has made; 0 for a new one. */
  readonly resumedAt: number;
  readonly pairs: number;
  readonly images: number;
  readonly vocabularySize: number;
  readonly weights: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** What is done in another way than the configuration asks, in sentences; empty where nothing is. */
  readonly notes: readonly string[];
}

/** After every step. */
export interface StepEvent {
  readonly kind: 'step';
  /** From 1. */
  readonly epoch: number;
  /** Steps of this epoch that are behind, and how many it has. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  readonly step: number;
  /** Eq. (18) per pair of this batch. */
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** Over the last steps of this process. */
  readonly pairsPerSecond: number;
  /** Until the last epoch is done, validations included, as long as they took so far. */
  readonly secondsLeft: number;
}

/** After every block of a validation. */
export interface ValidationEvent {
  readonly kind: 'validation';
  readonly epoch: number;
  readonly block: number;
  readonly blocks: number;
}
