import { expandDims, matMul, mul, ones, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../operands/alignment-operands';
import { gateFeatures } from '../operations/gate-features';
import { rowShare } from '../operations/row-share';
import { zerosOf } from '../operations/zeros-of';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { pairedAttentionWeights } from './paired-attention';
import { meanOverRows, pairedCosine } from './paired-cosine';

/** Everything that is computed on the way from a pair to its score. */
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
 * Attends: the weights, and the context's rows summed by them. `e_i = Σ_j a_ij t_j` — eqs. (8) and (13). Where there is nothing to
 * attend to, both are 0.
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
  const attention: Tensor3D = options.attention
    ? pairedAttentionWeights(query, context, { query: queryMask, context: contextMask }, options)
    : mul(ones([batch, q, c]), expandDims(rowShare(contextMask, c), 1));
  return { attention, attended: matMul(attention, context) };
}

/** The score of pairs that share a batch axis, with what led to it: attention, gate, cosine. The direct form, as printed. */
export function alignPairs(roles: PairRoles, options: ResolvedAlignmentOptions): PairAlignment {
  const { query, queryMask, weights } = roles;
  return tidy((): PairAlignment => {
    const { attention, attended } = attendPairs(roles, options);
    const gated = weights && gateFeatures(query, attended, weights, options.candidate);
    const cosines = pairedCosine(gated?.updated ?? query, attended);
    return { attention, attended, gate: gated?.gate, cosines, scores: meanOverRows(cosines, queryMask) };
  });
}
