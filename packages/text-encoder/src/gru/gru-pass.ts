import type { Tensor2D } from '@tensorflow/tfjs-core';

/** How one direction reads a batch. Its matrices are time-major: row t·B + b is step t of caption b. */
export interface GruPass {
  /** Number of captions, B. */
  readonly batch: number;
  /** Number of steps, N. */
  readonly steps: number;
  /** Whether this direction reads the last step first. */
  readonly reversed: boolean;
  /** Whether the reset gate is applied after the recurrent product. */
  readonly resetAfter: boolean;
}

/** What the backward pass needs from the forward pass, each `[N·B, H]`. */
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
  /** [N·B, 2H] */
  readonly gates: Tensor2D;
  /** [N·B, H] */
  readonly candidate: Tensor2D;
}

/** The states of all steps, and the trace. */
export interface GruStates {
  readonly states: Tensor2D;
  readonly trace: GruTrace;
}

/** The gradient of the states, and the factors of the gradients that need no δ, each [N·B, H]. */
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

/** The gradients of the arguments of σ and of tanh, [N·B, 2H] and [N·B, H]. */
export interface StepGradients {
  readonly dGates: Tensor2D;
  readonly dCandidate: Tensor2D;
}
