import type { kernels } from '@rs-sam/tfjs-backend';
import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { GruPass, GruStates, GruTrace, StepFactors, StepGradients, StepInputs } from './gru-pass';
import type { GruWeights } from './weights/gru-weights';

const STEPS: kernels.GruStepsKernel = 'GruSteps';
const GRADIENT: kernels.GruStepsGradientKernel = 'GruStepsGrad';
const TRACE_GRADIENT: kernels.GruTraceGradientKernel = 'GruTraceGrad';

/** Whether the engine computes all steps in one kernel. It then multiplies by transposed matrices as fast as by plain ones. */
export function hasNativeSteps(): boolean {
  return getKernel(STEPS, getBackend()) !== undefined;
}

/** All steps in one kernel; undefined where the engine has none. */
export function nativeSteps(inputs: StepInputs, weights: GruWeights, pass: GruPass): GruStates | undefined {
  const { gates, candidate } = weights;
  const given: kernels.GruStepsInputs<Tensor> = {
    gateInputs: inputs.gates,
    candidateInputs: inputs.candidate,
    gateKernel: gates.recurrentKernel,
    candidateKernel: candidate.recurrentKernel,
    ...(pass.resetAfter && { candidateBias: candidate.recurrentBias as Tensor1D }),
  };
  const results = run(STEPS, given, pass);
  if (results === undefined) return undefined;
  const [states, previous, update, reset, fresh, operand] = results as [
    Tensor2D,
    Tensor2D,
    Tensor2D,
    Tensor2D,
    Tensor2D,
    Tensor2D,
  ];
  return { states, trace: { previous, update, reset, candidate: fresh, operand } };
}

/** The gradients of all steps in one kernel; undefined where the engine has none. */
export function nativeStepGradients(
  factors: StepFactors,
  { gates, candidate }: GruWeights,
  pass: GruPass,
): StepGradients | undefined {
  const given: kernels.GruStepsGradientInputs<Tensor> = {
    ...factors,
    gateKernel: gates.recurrentKernel,
    candidateKernel: candidate.recurrentKernel,
  };
  const [dGates, dCandidate] = (run(GRADIENT, given, pass) ?? []) as Tensor2D[];
  return dGates === undefined || dCandidate === undefined ? undefined : { dGates, dCandidate };
}

/** The same from the trace; undefined where the engine has no such kernel. */
export function nativeTraceGradients(
  dStates: Tensor2D,
  trace: GruTrace,
  { gates, candidate }: GruWeights,
  pass: GruPass,
): StepGradients | undefined {
  const given: kernels.GruTraceGradientInputs<Tensor> = {
    ...{ dStates, ...trace },
    gateKernel: gates.recurrentKernel,
    candidateKernel: candidate.recurrentKernel,
  };
  const [dGates, dCandidate] = (run(TRACE_GRADIENT, given, pass) ?? []) as Tensor2D[];
  return dGates === undefined || dCandidate === undefined ? undefined : { dGates, dCandidate };
}

/** The kernel's results; undefined where it is not registered, or failed. */
function run(kernel: string, inputs: object, { runs, reversed, resetAfter }: GruPass): Tensor[] | undefined {
  if (getKernel(kernel, getBackend()) === undefined) return undefined;
  const attributes: kernels.GruStepsAttributes = { runs, reversed, resetAfter };
  const results = engine().runKernel(kernel, { ...inputs } as NamedTensorMap, attributes as unknown as NamedAttrMap);
  return Array.isArray(results) && results.length > 0 ? results : undefined;
}
