import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * The weights of the gate, eqs. (9)–(11): W₁, b₁, W₂, b₂ of i2t, or W₃, b₃, W₄, b₄ of t2i. A kernel multiplies `[f ; e]` from the right:
 * its first D rows belong to the feature that is gated, its last D rows to the attended one.
 */
export interface GateWeights {
  /** W₁ (W₃) [2D, D] */
  readonly gateKernel: Tensor2D;
  /** b₁ (b₃) [D] */
  readonly gateBias: Tensor1D;
  /** W₂ (W₄) [2D, D] */
  readonly candidateKernel: Tensor2D;
  /** b₂ (b₄) [D] */
  readonly candidateBias: Tensor1D;
}

/** The four weights in the order in which gradients are returned. */
export function gateWeightList({ gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights) {
  return [gateKernel, gateBias, candidateKernel, candidateBias] as const;
}
