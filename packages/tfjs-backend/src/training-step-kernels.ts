/*
 * Kernels that an engine may have for the end of a training step, for all weights together. `prepareBackend` registers them for `webgpu`:
 * there a call costs more than the work on a small weight, and reading a number in the middle of a step stops the GPU until the next call.
 */

/**
 * Name of the kernel of the joint norm of all gradients. Its inputs are `loss []` and the gradients under their indices `0`, `1`, …; its
 * outputs `scale [] = min(1, limit / (‖g‖₂ + 1e-6))`, 1 for a norm within the limit, and `outcome [2] = [loss, ‖g‖₂]`.
 */
export type GradientScaleKernel = 'GradientScale';

/** Its attributes. */
export interface GradientScaleAttributes {
  /** How many gradients there are. */
  readonly count: number;
  /** Null: the scale is 1. */
  readonly limit: number | null;
}

/**
 * Name of the kernel of an Adam step of all weights. It changes its inputs `value/i`, `first/i` and `second/i` in place, which no other tensor
 * may share, and reads `gradient/i` and `scale []`, by which every gradient is multiplied. It has no outputs.
 */
export type AdamStepKernel = 'AdamStep';

/** Its attributes: both decays, the learning rate divided by 1 − β₁ᵗ, and 1 − β₂ᵗ. */
export interface AdamStepAttributes {
  readonly count: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
  readonly correction: number;
  readonly epsilon: number;
}

/**
 * Name of the kernel of a step of gradient descent of all weights, `w ← w − rate · scale · g`. It changes `value/i` in place, which no other
 * tensor may share, and reads `gradient/i` and `scale []`. It has no outputs.
 */
export type DescentStepKernel = 'DescentStep';

/** Its attributes. */
export interface DescentStepAttributes {
  readonly count: number;
  readonly rate: number;
}

/**
 * Name of the kernel of one step of the moving averages of all weights, `a ← d a + (1 − d) x`. It changes `average/i` in place, which no
 * other tensor may share, and reads `value/i`. It has no outputs.
 */
export type MovingAveragesKernel = 'MovingAverages';

/** Its attributes. */
export interface MovingAveragesAttributes {
  readonly count: number;
  /** d */
  readonly decay: number;
}
