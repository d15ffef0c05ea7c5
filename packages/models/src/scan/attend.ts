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
 * `w = softmax_c(λ norm(a))`: how much each query row attends to each row of the context.
 *
 * @param dot a [X, Y, q, c]
 * @returns [X, Y, q, c]; each row sums to 1 over the real context rows, and is 0 where there is none.
 */
export function attentionOf(dot: Tensor, roles: PairRoles, options: AttentionOptions): Tensor {
  const { queryMask, contextMask } = roles;
  return maskedSoftmax(
    mul(normalizeAttention(dot, queryMask, options.rawFeatureNorm), options.lambdaSoftmax),
    contextMask,
  );
}

/**
 * `r = cos(t, e)`, `e = Σ w v`, of every query row t with what it attends to: `t·e = Σ w a`, and both norms without e itself.
 *
 * @param dot a [X, Y, q, c]: products of the query rows, as they came, with the context rows.
 * @returns [X, Y, q]
 */
export function attendedCosines(dot: Tensor, weights: Tensor, roles: PairRoles): Tensor {
  const product = mul(queryNorms(roles), attendedNorms(roles, weights));
  return div(sum(mul(weights, dot), -1), maximum(product, EPSILON));
}
