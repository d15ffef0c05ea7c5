import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable } from '@tensorflow/tfjs-layers';
import type { GateWeights } from '../operands/gate-weights';
import type { AddWeight } from './layer-weights';

/** The four variables of a gate; a layer owns them. */
export interface GateVariables {
  readonly gateKernel: LayerVariable;
  readonly gateBias: LayerVariable;
  readonly candidateKernel: LayerVariable;
  readonly candidateBias: LayerVariable;
}

/**
 * Adds the gate's weights to a layer: kernels from Glorot's uniform distribution, biases 0.
 *
 * @param seed of the kernels; without it they differ from run to run.
 */
export function addGateWeights(depth: number, seed: number | undefined, addWeight: AddWeight): GateVariables {
  const kernel = (offset: number) => initializers.glorotUniform(seed === undefined ? {} : { seed: seed + offset });
  return {
    gateKernel: addWeight('gate_kernel', [2 * depth, depth], kernel(0)),
    gateBias: addWeight('gate_bias', [depth], initializers.zeros()),
    candidateKernel: addWeight('candidate_kernel', [2 * depth, depth], kernel(1)),
    candidateBias: addWeight('candidate_bias', [depth], initializers.zeros()),
  };
}

/** The current values of the variables. */
export function readGateWeights(variables: GateVariables): GateWeights {
  return {
    gateKernel: variables.gateKernel.read() as Tensor2D,
    gateBias: variables.gateBias.read() as Tensor1D,
    candidateKernel: variables.candidateKernel.read() as Tensor2D,
    candidateBias: variables.candidateBias.read() as Tensor1D,
  };
}
