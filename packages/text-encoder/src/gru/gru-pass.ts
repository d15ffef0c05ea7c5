import type { kernels } from '@rs-sam/tfjs-backend';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** How one direction reads a batch. The rows of its matrices are those of the first step of all captions, then those of the second, and so on. */
export interface GruPass {
  /** From the first step to the last. Captions that end leave; those of a later run are the first ones of an earlier run. */
  readonly runs: readonly kernels.GruStepRun[];
  /** Whether this direction reads the last step first. */
  readonly reversed: boolean;
  /** Whether the reset gate is applied after the recurrent product. */
  readonly resetAfter: boolean;
}

/** What the backward pass needs from the forward pass, each `[R, H]`. */
export interface GruTrace {
  /** The state before each step, h₋. */
  readonly previous: Tensor2D;
  /** Update gate z. */
  readonly update: Tensor2D;
  /** Reset gate r. */
  readonly reset: Tensor2D;
  /** Candidate state c. */
  readonly candidate: Tensor2D;
  /** The operand of the reset gate: h₋ U_c + b'_c with `resetAfter`, otherwise h₋. */
  readonly operand: Tensor2D;
}

/** x W + b of every step, the part of the arguments that needs no state. */
export interface StepInputs {
  /** [R, 2H] */
  readonly gates: Tensor2D;
  /** [R, H] */
  readonly candidate: Tensor2D;
}

/** The states of all steps, and the trace. */
export interface GruStates {
  readonly states: Tensor2D;
  readonly trace: GruTrace;
}

/** The gradient of the states, and the factors of the gradients that need no δ, each [R, H]. */
export interface StepFactors {
  readonly dStates: Tensor2D;
  /** z */
  readonly update: Tensor2D;
  /** r */
  readonly reset: Tensor2D;
  /** (1 − z)(1 − c²) */
  readonly toCandidate: Tensor2D;
  /** (h₋ − c) z (1 − z) */
  readonly toUpdate: Tensor2D;
  /** q r (1 − r) */
  readonly toReset: Tensor2D;
}

/** The gradients of the arguments of σ and of tanh, [R, 2H] and [R, H]. */
export interface StepGradients {
  readonly dGates: Tensor2D;
  readonly dCandidate: Tensor2D;
}
