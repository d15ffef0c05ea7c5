import {
  add,
  concat,
  getBackend,
  matMul,
  mul,
  ones,
  reshape,
  split,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { batchesOf, orderOf, resized } from './forward-pass';
import type { GruPass, GruTrace, StepFactors, StepGradients } from './gru-pass';
import { hasNativeSteps, nativeStepGradients, nativeTraceGradients } from './native-steps';
import type { GatePart, GruWeights } from './weights/gru-weights';

/**
 * Back-propagation through time of `gruForward`. With δ = ∂L/∂h, pre-activations c', z' and r', and the state before the step h₋:
 *
 *     ∂c' = δ ⊙ (1 − z)(1 − c²)      ∂z' = δ ⊙ (h₋ − c) z (1 − z)
 *     ∂q  = ∂c' ⊙ r                  ∂r' = ∂c' ⊙ q r (1 − r)            resetAfter, q = h₋ U_c + b'_c
 *     ∂q  = ∂c' U_cᵀ                 ∂r' = ∂q ⊙ h₋ r (1 − r)            otherwise,  q = r ⊙ h₋
 *     ∂h₋ = δ ⊙ z + [∂z', ∂r'] Uᵀ + (∂q U_cᵀ with resetAfter, otherwise ∂q ⊙ r)
 *
 * The factors without δ are computed for all steps at once, and so is the gradient of every weight at the end. One step has its
 * recurrent products and five elementwise ones. Without native products, no large operand is transposed: δ Uᵀ is computed as (U δᵀ)ᵀ, because
 * tfjs's wasm engine multiplies by a transposed matrix ten times slower than by a plain one.
 *
 * @param x - Words `[R, I]`, as in `gruForward`.
 * @param gradient - ∂L/∂h for the output of every step `[R, H]`.
 * @returns ∂L/∂x `[R, I]` and ∂L/∂weights.
 */
export function gruBackward(
  x: Tensor2D,
  gradient: Tensor2D,
  { previous, update, reset, candidate, operand }: GruTrace,
  weights: GruWeights,
  pass: GruPass,
): { words: Tensor2D; weights: GruWeights } {
  const { resetAfter } = pass;
  const trace = { previous, update, reset, candidate, operand };
  const { dGates, dCandidate } =
    nativeTraceGradients(gradient, trace, weights, pass) ?? stepGradients(gradient, trace, weights, pass);
  const dRecurrent: Tensor2D = resetAfter ? mul(dCandidate, reset) : dCandidate;
  const read = resetAfter ? previous : mul<Tensor2D>(reset, operand);
  return {
    words: add<Tensor2D>(
      timesTransposed(dGates, weights.gates.kernel),
      timesTransposed(dCandidate, weights.candidate.kernel),
    ),
    weights: {
      gates: partGradient(x, previous, dGates, dGates, resetAfter),
      candidate: partGradient(x, read, dCandidate, dRecurrent, resetAfter),
    },
  };
}

/** The gradients from the factors that need no δ, which are computed for all steps at once. */
function stepGradients(
  dStates: Tensor2D,
  { previous, update, reset, candidate, operand }: GruTrace,
  weights: GruWeights,
  pass: GruPass,
): StepGradients {
  const rising = sub(1, update);
  const factors: StepFactors = {
    dStates,
    update,
    reset,
    toCandidate: mul(rising, sub(1, mul(candidate, candidate))),
    toUpdate: mul(sub(previous, candidate), mul(update, rising)),
    toReset: mul(operand, mul(reset, sub(1, reset))),
  };
  return nativeStepGradients(factors, weights, pass) ?? composedStepGradients(factors, weights, pass);
}

function composedStepGradients(factors: StepFactors, weights: GruWeights, pass: GruPass): StepGradients {
  const batches = batchesOf(pass);
  const stepsOf = (matrix: Tensor2D) => split<Tensor2D>(matrix, batches);
  const gradients = stepsOf(factors.dStates);
  const updates = stepsOf(factors.update);
  const resets = stepsOf(factors.reset);
  const toCandidate = stepsOf(factors.toCandidate);
  const toUpdate = stepsOf(factors.toUpdate);
  const toReset = stepsOf(factors.toReset);

  const gateSteps: Tensor2D[] = [];
  const candidateSteps: Tensor2D[] = [];
  let carried: Tensor2D | undefined;
  for (const t of orderOf(pass).reverse()) {
    const arrived = carried;
    const step = tidy(() => {
      const at = (steps: Tensor2D[]) => steps[t] as Tensor2D;
      const state: Tensor2D =
        arrived === undefined ? at(gradients) : add(at(gradients), resized(arrived, batches[t] as number));
      const dCandidate: Tensor2D = mul(state, at(toCandidate));
      const dUpdate: Tensor2D = mul(state, at(toUpdate));
      const gated: Tensor2D = pass.resetAfter
        ? dCandidate
        : timesTransposed(dCandidate, weights.candidate.recurrentKernel);
      const dReset: Tensor2D = mul(gated, at(toReset));
      const passed: Tensor2D = mul(gated, at(resets));
      const throughCandidate = pass.resetAfter ? timesTransposed(passed, weights.candidate.recurrentKernel) : passed;
      const dGates = concat<Tensor2D>([dUpdate, dReset], 1);
      const throughGates = timesTransposed(dGates, weights.gates.recurrentKernel);
      return {
        dGates,
        dCandidate,
        carried: add<Tensor2D>(mul(state, at(updates)), add(throughGates, throughCandidate)),
      };
    });
    gateSteps[t] = step.dGates;
    candidateSteps[t] = step.dCandidate;
    carried = step.carried;
  }

  return { dGates: concat(gateSteps), dCandidate: concat(candidateSteps) };
}

/** d Wᵀ as (W dᵀ)ᵀ: transposes the two small matrices instead of the large one. */
function timesTransposed(d: Tensor2D, weight: Tensor2D): Tensor2D {
  if (hasNativeSteps()) return matMul(d, weight, false, true);
  return transpose(matMul<Tensor2D>(weight, transpose(d)));
}

/** The gradients of the weights in x W + b and h U + b', from the gradients of the two sums. */
function partGradient(x: Tensor2D, read: Tensor2D, d: Tensor2D, dRecurrent: Tensor2D, resetAfter: boolean): GatePart {
  const part = {
    kernel: transposedTimes(x, d),
    recurrentKernel: transposedTimes(read, dRecurrent),
    bias: sumOfRows(d),
  };
  return resetAfter ? { ...part, recurrentBias: sumOfRows(dRecurrent) } : part;
}

/** xᵀ d */
function transposedTimes(x: Tensor2D, d: Tensor2D): Tensor2D {
  return hasNativeSteps() ? matMul(x, d, true) : matMul(transpose(x), d);
}

/** A product with ones, which is fast on every engine but webgpu; the wasm engine transposes for a sum over the first axis. */
function sumOfRows(d: Tensor2D): Tensor1D {
  if (getBackend() === 'webgpu') return sum(d, 0);
  return reshape(matMul(ones([1, d.shape[0]]), d), [d.shape[1]]);
}
