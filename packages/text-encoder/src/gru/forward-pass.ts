import {
  add,
  concat,
  matMul,
  mul,
  sigmoid,
  split,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { nativeSteps } from './native-steps';
import { tanh } from './tanh';
import type { GruWeights } from './weights/gru-weights';

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

/**
 * h = z ⊙ h₋ + (1 − z) ⊙ c (the GRU of eqs. 1 and 2), where
 *
 *     [z, r] = σ(x W + b + h₋ U + b')
 *     c = tanh(x W_c + b_c + r ⊙ (h₋ U_c + b'_c))      resetAfter: cuDNN, PyTorch
 *     c = tanh(x W_c + b_c + (r ⊙ h₋) U_c)             otherwise, without b': Cho et al. 2014, Keras
 *
 * The words of all steps are multiplied in one product; only the recurrent products are done step by step. The two directions have no
 * weight in common, so each is a pass of its own.
 *
 * @param x - Words `[N·B, I]`.
 * @param hold - `[N·B, 2H]`, added to the gates: large at the update gate of a padded word, so that z is 1 and the state stays.
 * @returns The state after each step `[N·B, H]`, and the trace.
 */
export function gruForward(x: Tensor2D, hold: Tensor2D, { gates, candidate }: GruWeights, pass: GruPass): GruStates {
  const { resetAfter } = pass;
  const gateBias = resetAfter ? add(gates.bias, gates.recurrentBias as Tensor1D) : gates.bias;
  const inputs: StepInputs = {
    gates: add(add(matMul(x, gates.kernel), gateBias), hold),
    candidate: add(matMul(x, candidate.kernel), candidate.bias),
  };
  const weights = { gates, candidate };
  return nativeSteps(inputs, weights, pass) ?? composedSteps(inputs, weights, pass);
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

/** The order in which a direction reads the steps. */
export function orderOf({ steps, reversed }: GruPass): number[] {
  const order = Array.from({ length: steps }, (_, t) => t);
  return reversed ? order.reverse() : order;
}

function composedSteps(inputs: StepInputs, { gates, candidate }: GruWeights, pass: GruPass): GruStates {
  const { batch, resetAfter } = pass;
  const units = candidate.recurrentKernel.shape[0];
  const gateInputs = split(inputs.gates, pass.steps);
  const candidateInputs = split(inputs.candidate, pass.steps);
  const steps: (GruTrace & { readonly state: Tensor2D })[] = [];
  let previous: Tensor2D = zeros([batch, units]);
  for (const t of orderOf(pass)) {
    const step = tidy(() => {
      const activations = sigmoid(add(gateInputs[t] as Tensor2D, matMul(previous, gates.recurrentKernel)));
      const [update, reset] = split(activations, 2, 1) as [Tensor2D, Tensor2D];
      const operand: Tensor2D = resetAfter
        ? add(matMul(previous, candidate.recurrentKernel), candidate.recurrentBias as Tensor1D)
        : previous;
      const kept: Tensor2D = mul(reset, operand);
      const recurrent = resetAfter ? kept : matMul(kept, candidate.recurrentKernel);
      const fresh = tanh<Tensor2D>(add(candidateInputs[t] as Tensor2D, recurrent));
      const state: Tensor2D = add(fresh, mul(update, sub(previous, fresh)));
      return { previous, update, reset, candidate: fresh, operand, state };
    });
    steps[t] = step;
    previous = step.state;
  }
  const all = (name: keyof GruTrace | 'state'): Tensor2D => concat(steps.map((step) => step[name]));
  return {
    states: all('state'),
    trace: {
      previous: all('previous'),
      update: all('update'),
      reset: all('reset'),
      candidate: all('candidate'),
      operand: all('operand'),
    },
  };
}
