import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** An optimiser that can be saved and restored bit for bit. */
export interface StepOptimizer {
  /** Makes one step; the gradients are in the order of the weights. */
  apply(gradients: readonly Tensor[], learningRate: number): void;
  /** The tensors that the next step depends on, by name. The optimiser still owns them. */
  state(): Readonly<Record<string, Tensor>>;
  /** Copies a saved state. */
  restore(state: Readonly<Record<string, Tensor>>): void;
  dispose(): void;
}

/** The weights that an optimiser changes. */
export type Weights = readonly Variable[];
