import { EPSILON, maskedSoftmax } from '@rs-sam/core/operations';
import { div, maximum, mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { attendedNorms, type PairRoles, queryNorms } from '../cross-attention/pair-roles';
import { normalizeAttention, type RawFeatureNorm } from './attention-norm';

export interface AttentionOptions {
  readonly rawFeatureNorm: RawFeatureNorm;
  /** λ₁, the inverse temperature of the attention. */
  readonly lambdaSoftmax: number;
}

/**
 * `w = softmax_c(λ norm(a))`: the attention of each query row to each context row.
 *
 * @param dot a [X, Y, q, c]
 * @returns [X, Y, q, c]; each row sums to 1 over the real context rows, and is 0 without real context rows.
 */
export function attentionOf(dot: Tensor, roles: PairRoles, options: AttentionOptions): Tensor {
  const { queryMask, contextMask } = roles;
  return maskedSoftmax(
    mul(normalizeAttention(dot, queryMask, options.rawFeatureNorm), options.lambdaSoftmax),
    contextMask,
  );
}

/**
 * `r = cos(t, e)`, `e = Σ w v`, of every query row t with its attended context e: `t·e = Σ w a`, and ‖e‖ is computed without e itself.
 *
 * @param dot a [X, Y, q, c]: products of the unchanged query rows with the context rows.
 * @returns [X, Y, q]
 */
export function attendedCosines(dot: Tensor, weights: Tensor, roles: PairRoles): Tensor {
  const product = mul(queryNorms(roles), attendedNorms(roles, weights));
  return div(sum(mul(weights, dot), -1), maximum(product, EPSILON));
}
