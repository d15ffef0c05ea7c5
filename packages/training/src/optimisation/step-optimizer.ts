import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** An optimiser with a state that can be saved and restored bit for bit. */
export interface StepOptimizer {
  /** Makes one step; the gradients are in the order of the weights. */
  apply(gradients: readonly Tensor[], learningRate: number): void;
  /** The tensors that the next step depends on, by name. The optimiser owns them. */
  state(): Readonly<Record<string, Tensor>>;
  /** Restores a copy of a saved state. */
  restore(state: Readonly<Record<string, Tensor>>): void;
  dispose(): void;
}

/** The weights that an optimiser changes. */
export type Weights = readonly Variable[];
