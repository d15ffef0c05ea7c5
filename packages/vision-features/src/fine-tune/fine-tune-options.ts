import type { WeightArray } from '../weights/weight-set';
import type { UpperBlocks } from './upper-blocks';

/** Maps of the frozen layer and their classes. */
export interface LabelledMaps {
  /** Class indices, from 0. */
  readonly labels: Int32Array;
  /** Maps by their index, [n, rows, columns, channels], as a feature store has them that was extracted at the frozen layer. */
  read(images: readonly number[]): Promise<Float32Array>;
}

export interface FineTuneOptions {
  readonly upper: UpperBlocks;
  readonly classCount: number;
  readonly train: LabelledMaps;
  /** Selects the epoch that is kept. */
  readonly validation: LabelledMaps;
  /** Default: 10. */
  readonly epochs?: number;
  /** Images in a step. Default: 16. */
  readonly batchSize?: number;
  /** Of Adam. Default: 1e-4. */
  readonly learningRate?: number;
  /** Of the order of the images. Default: 1. */
  readonly seed?: number;
  readonly onStep?: (done: number, total: number) => void;
  /** Called after each epoch; `best` has its weights where it is the best so far, else it is null. */
  readonly onEpoch?: (epoch: FineTuneEpoch, best: TunedWeights | null) => Promise<void> | void;
  readonly signal?: AbortSignal;
}

export interface FineTuneEpoch {
  readonly epoch: number;
  /** Mean cross entropy of the training images, each computed before the update of its step. */
  readonly loss: number;
  readonly validationAccuracy: number;
}

/** The weights of the upper layers and of the classifier, `predictions/kernel` and `predictions/bias`. */
export type TunedWeights = ReadonlyMap<string, WeightArray>;

export interface FineTuned {
  readonly weights: TunedWeights;
  /** The epoch that they come from. */
  readonly epoch: number;
  readonly history: readonly FineTuneEpoch[];
}
