import {
  add,
  customGrad,
  type GradSaveFunc,
  matMul,
  reshape,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import { attentionWeights, attentionWeightsGradient, type SimilarityOperands } from '../operations/attention-weights';
import { rowNorms, throughNorm } from '../operations/row-norms';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';

/** Masks of the two sides of paired items: 1 at a real row, 0 at a padded one. */
export interface PairedMasks {
  /** [B, q] */
  readonly query?: Tensor2D | undefined;
  /** [B, c] */
  readonly context?: Tensor2D | undefined;
}

/**
 * The attention weights of pairs that share a batch axis: query b attends to context b. Eqs. (5)–(8) and (13).
 *
 * @param query [B, q, D]
 * @param context [B, c, D]
 * @returns [B, q, c]
 */
export function pairedAttentionWeights(
  query: Tensor3D,
  context: Tensor3D,
  masks: PairedMasks,
  options: ResolvedAlignmentOptions,
): Tensor3D {
  const shape: [number, number, number] = [query.shape[0], query.shape[1], context.shape[1]];
  const operation = customGrad((...inputs) => {
    const [queries, contexts, save] = inputs as [Tensor3D, Tensor3D, GradSaveFunc];
    save([queries, contexts, ...[masks.query, masks.context].filter((mask) => mask !== undefined)]);
    return {
      value: tidy(() => reshape(attentionWeights(similarityOf(queries, contexts, masks), options), shape)),
      gradFunc: (dWeights: Tensor, saved: Tensor[]) =>
        tidy(() => {
          const [f, t, ...keptMasks] = saved as [Tensor3D, Tensor3D, ...Tensor2D[]];
          const kept = { query: masks.query && keptMasks.shift(), context: keptMasks.shift() };
          const similarity = similarityOf(f, t, kept);
          const gradients = attentionWeightsGradient(similarity, options, reshape(dWeights, similarity.dot.shape));
          const dDot = reshape(gradients.dot, shape);
          return [
            add(matMul(dDot, t), throughNorm(f, rowNorms(f), gradients.queryNorm)),
            add(matMul(dDot, f, true), throughNorm(t, rowNorms(t), gradients.contextNorm)),
          ];
        }),
    };
  });
  return operation(query, context) as Tensor3D;
}

/** The operands of the attention weights: B contexts with one query item each. */
function similarityOf(query: Tensor3D, context: Tensor3D, masks: PairedMasks): SimilarityOperands {
  const [batch, q] = query.shape;
  const c = context.shape[1];
  const ofQuery = (x: Tensor): Tensor => reshape(x, [batch, 1, q, 1]);
  const ofContext = (x: Tensor): Tensor => reshape(x, [batch, 1, 1, c]);
  return {
    dot: reshape(matMul(query, context, false, true), [batch, 1, q, c]),
    queryNorm: ofQuery(rowNorms(query)),
    contextNorm: ofContext(rowNorms(context)),
    queryMask: masks.query && ofQuery(masks.query),
    contextMask: masks.context && ofContext(masks.context),
  };
}
