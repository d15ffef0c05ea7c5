import { expandDims, matMul, mul, ones, sum, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from './alignment-options';
import { gateFeatures } from './gate-features';
import type { GateWeights } from './gate-weights';
import { type PairedMasks, pairedAttentionWeights, pairedCosine } from './paired';
import { rowShare } from './row-share';

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
 * Attends: the weights, and the context's rows summed by them. `e_i = Σ_j a_ij t_j` — eqs. (8) and (13).
 */
export function attendPairs(
  query: Tensor3D,
  context: Tensor3D,
  masks: PairedMasks,
  options: ResolvedAlignmentOptions,
): { attention: Tensor3D; attended: Tensor3D } {
  const [batch, rows] = query.shape;
  const attention: Tensor3D = options.attention
    ? pairedAttentionWeights(query, context, masks, options)
    : mul(ones([batch, rows, context.shape[1]]), expandDims(rowShare(masks.context, context.shape[1]), 1));
  return { attention, attended: matMul(attention, context) };
}

/** `S = mean of cos(f̃, e) over the real rows` — eqs. (12) and (17). Returns [B, 1]. */
export function meanOverRows(cosines: Tensor2D, mask: Tensor2D | undefined): Tensor2D {
  return sum(mul(cosines, rowShare(mask, cosines.shape[1])), 1, true);
}

/**
 * The score of pairs that share a batch axis, with what led to it: attention, gate, cosine. The direct form, as printed.
 *
 * @param query [B, q, D]
 * @param context [B, c, D]
 */
export function alignPairs(
  query: Tensor3D,
  context: Tensor3D,
  masks: PairedMasks,
  weights: GateWeights | undefined,
  options: ResolvedAlignmentOptions,
): PairAlignment {
  return tidy((): PairAlignment => {
    const { attention, attended } = attendPairs(query, context, masks, options);
    const gated = weights && gateFeatures(query, attended, weights, options.candidate);
    const cosines = pairedCosine(gated?.updated ?? query, attended);
    return { attention, attended, gate: gated?.gate, cosines, scores: meanOverRows(cosines, masks.query) };
  });
}
