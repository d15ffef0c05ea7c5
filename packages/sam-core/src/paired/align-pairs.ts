import { expandDims, matMul, mul, ones, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../operands/alignment-operands';
import { gateFeatures } from '../operations/gate-features';
import { rowShare } from '../operations/row-share';
import { zerosOf } from '../operations/zeros-of';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { pairedAttentionWeights } from './paired-attention';
import { meanOverRows, pairedCosine } from './paired-cosine';

/** The intermediate results and the score of pairs. */
export type PairAlignment = {
  /** a [B, q, c] */
  readonly attention: Tensor3D;
  /** e [B, q, D] */
  readonly attended: Tensor3D;
  /** g [B, q, D]; absent when the gate is off. */
  readonly gate?: Tensor3D | undefined;
  /** cos(f̃, e) of every row, [B, q] */
  readonly cosines: Tensor2D;
  /** S [B, 1] */
  readonly scores: Tensor2D;
};

/**
 * `e_i = Σ_j a_ij t_j` — eqs. (8) and (13): the attention weights a, and the context's rows summed with them. Both are 0 for an empty
 * context.
 */
export function attendPairs(
  { query, context, queryMask, contextMask }: PairRoles,
  options: ResolvedAlignmentOptions,
): { attention: Tensor3D; attended: Tensor3D } {
  const [batch, q] = query.shape;
  const c = context.shape[1];
  if (query.size === 0 || context.size === 0) {
    return { attention: zerosOf([batch, q, c], [query, context]), attended: zerosOf(query.shape, [query, context]) };
  }
  // #region eq-8-sum
  const attention: Tensor3D = options.attention
    ? pairedAttentionWeights(query, context, { query: queryMask, context: contextMask }, options)
    : mul(ones([batch, q, c]), expandDims(rowShare(contextMask, c), 1));
  return { attention, attended: matMul(attention, context) };
  // #endregion eq-8-sum
}

/** The score of pairs that share a batch axis, with the attention, the gate and the cosines. The direct form, as printed. */
export function alignPairs(roles: PairRoles, options: ResolvedAlignmentOptions): PairAlignment {
  const { query, queryMask, weights } = roles;
  return tidy((): PairAlignment => {
    const { attention, attended } = attendPairs(roles, options);
    const gated = weights && gateFeatures(query, attended, weights, options.candidate);
    const cosines = pairedCosine(gated?.updated ?? query, attended);
    return { attention, attended, gate: gated?.gate, cosines, scores: meanOverRows(cosines, queryMask) };
  });
}
