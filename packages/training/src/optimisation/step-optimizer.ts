import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** What changes the weights of a model, and can be stopped and gone on with bit for bit. */
export interface StepOptimizer {
  /** One step: gradients in the order of the weights that it was made for. */
  apply(gradients: readonly Tensor[], learningRate: number): void;
  /** The tensors that the next step rests on, by name; they stay the optimiser's own. */
  state(): Readonly<Record<string, Tensor>>;
  /** Goes on from a copy of a state. */
  restore(state: Readonly<Record<string, Tensor>>): void;
  dispose(): void;
}

/** The weights that an optimiser changes. */
export type Weights = readonly Variable[];
