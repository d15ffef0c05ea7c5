import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  sigmoid,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tanh,
} from '@tensorflow/tfjs-core';
import type { GateWeights } from '../operands/gate-weights';
import { zerosOf } from './zeros-of';

/** The gate of some features and its result; all [B, q, D]. */
export interface GatedFeatures {
  /** g, in (0, 1): 0 keeps the feature, 1 replaces it. */
  readonly gate: Tensor3D;
  /** c, the new memory cell. */
  readonly candidate: Tensor3D;
  /** f̃ = (1 − g) f + g c */
  readonly updated: Tensor3D;
}

/**
 * `g = σ([f ; e] W₁ + b₁)`, `c = σ([f ; e] W₂ + b₂)`, `f̃ = (1 − g) f + g c` — eqs. (9)–(11) and (14)–(16), pair by pair, as printed.
 *
 * @param features f [B, q, D]
 * @param attended e [B, q, D]
 */
export function gateFeatures(
  features: Tensor3D,
  attended: Tensor3D,
  { gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights,
  activation: 'sigmoid' | 'tanh',
): GatedFeatures {
  const [batch, rows, depth] = features.shape;
  if (features.size === 0) {
    const nothing = zerosOf<Tensor3D>(features.shape, [
      features,
      attended,
      gateKernel,
      gateBias,
      candidateKernel,
      candidateBias,
    ]);
    return { gate: nothing, candidate: nothing, updated: nothing };
  }
  // #region eq-9-11
  const both: Tensor2D = reshape(concat([features, attended], 2), [batch * rows, 2 * depth]);
  const linear = (kernel: Tensor2D, bias: Tensor): Tensor3D =>
    reshape(add(matMul(both, kernel), bias), [batch, rows, depth]);
  const gate = sigmoid(linear(gateKernel, gateBias));
  const argument = linear(candidateKernel, candidateBias);
  const candidate = activation === 'tanh' ? tanh(argument) : sigmoid(argument);
  return { gate, candidate, updated: add(features, mul(gate, sub(candidate, features))) };
  // #endregion eq-9-11
}
