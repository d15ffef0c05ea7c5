import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';

/** An optimiser with a state that can be saved and restored bit for bit. */
export interface StepOptimizer {
  /**
   * Makes one step; the gradients are in the order of the weights.
   *
   * @param scale a factor of all gradients that is known to the engine only; undefined: 1.
   */
  apply(gradients: readonly Tensor[], learningRate: number, scale?: Scalar): void;
  /** The tensors that the next step depends on, by name. The optimiser owns them. */
  state(): Readonly<Record<string, Tensor>>;
  /** Restores a copy of a saved state. */
  restore(state: Readonly<Record<string, Tensor>>): void;
  dispose(): void;
}

/** The weights that an optimiser changes. */
export type Weights = readonly Variable[];
