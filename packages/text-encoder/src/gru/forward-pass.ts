import {
  add,
  concat,
  fused,
  matMul,
  mul,
  type Rank,
  sigmoid,
  slice,
  split,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import type { GruPass, GruStates, GruTrace, StepInputs } from './gru-pass';
import { nativeSteps } from './native-steps';
import { tanh } from './tanh';
import type { GruWeights } from './weights/gru-weights';

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
 * @param x - Words `[R, I]`.
 * @param hold - `[R, 2H]`, added to the gates: large at the update gate of a padded word, so that z is 1 and the state stays.
 * @returns The state after each step `[R, H]`, and the trace.
 */
export function gruForward(x: Tensor2D, hold: Tensor2D, { gates, candidate }: GruWeights, pass: GruPass): GruStates {
  const { resetAfter } = pass;
  const gateBias = resetAfter ? add(gates.bias, gates.recurrentBias as Tensor1D) : gates.bias;
  const inputs: StepInputs = {
    gates: add(fused.matMul({ a: x, b: gates.kernel, bias: gateBias }), hold),
    candidate: fused.matMul({ a: x, b: candidate.kernel, bias: candidate.bias }) as Tensor2D,
  };
  const weights = { gates, candidate };
  return nativeSteps(inputs, weights, pass) ?? composedSteps(inputs, weights, pass);
}

/** The number of captions that have each step. */
export function batchesOf({ runs }: GruPass): number[] {
  return runs.flatMap(({ steps, batch }) => new Array<number>(steps).fill(batch));
}

/** The order in which a direction reads the steps. */
export function orderOf(pass: GruPass): number[] {
  const order = [...batchesOf(pass).keys()];
  return pass.reversed ? order.reverse() : order;
}

/** The first `batch` rows; where there are fewer, rows of zeros follow. */
export function resized(rows: Tensor2D, batch: number): Tensor2D {
  const [count, width] = rows.shape;
  if (count === batch) return rows;
  return count > batch ? slice(rows, 0, batch) : concat([rows, zeros<Rank.R2>([batch - count, width])]);
}

function composedSteps(inputs: StepInputs, { gates, candidate }: GruWeights, pass: GruPass): GruStates {
  const { resetAfter } = pass;
  const batches = batchesOf(pass);
  const gateInputs = split(inputs.gates, batches);
  const candidateInputs = split(inputs.candidate, batches);
  const steps: (GruTrace & { readonly state: Tensor2D })[] = [];
  const order = orderOf(pass);
  let state: Tensor2D = zeros([batches[order[0] as number] as number, candidate.recurrentKernel.shape[0]]);
  for (const t of order) {
    const before = state;
    const step = tidy(() => {
      // #region eq-1-2
      const previous = resized(before, batches[t] as number);
      const activations = sigmoid(add(gateInputs[t] as Tensor2D, matMul(previous, gates.recurrentKernel)));
      const [update, reset] = split(activations, 2, 1) as [Tensor2D, Tensor2D];
      const operand: Tensor2D = resetAfter
        ? add(matMul(previous, candidate.recurrentKernel), candidate.recurrentBias as Tensor1D)
        : previous;
      const kept: Tensor2D = mul(reset, operand);
      const recurrent = resetAfter ? kept : matMul(kept, candidate.recurrentKernel);
      const fresh = tanh<Tensor2D>(add(candidateInputs[t] as Tensor2D, recurrent));
      const after: Tensor2D = add(fresh, mul(update, sub(previous, fresh)));
      // #endregion eq-1-2
      return { previous, update, reset, candidate: fresh, operand, state: after };
    });
    steps[t] = step;
    state = step.state;
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
