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
import type { ResolvedAlignmentOptions } from './alignment-options';
import { attentionWeights, attentionWeightsGradient, type SimilarityOperands } from './attention-weights';
import { cosine, cosineGradient } from './cosine';
import { rowNorms, throughNorm } from './row-norms';

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
  const [batch, q] = query.shape;
  const c = context.shape[1];
  const operands = (
    [queries, contexts]: Tensor[],
    { query: queryMask, context: contextMask }: PairedMasks,
  ): SimilarityOperands => ({
    dot: reshape(matMul(queries as Tensor, contexts as Tensor, false, true), [batch, 1, q, c]),
    queryNorm: reshape(rowNorms(queries as Tensor), [batch, 1, q, 1]),
    contextNorm: reshape(rowNorms(contexts as Tensor), [batch, 1, 1, c]),
    queryMask: queryMask && reshape(queryMask, [batch, 1, q, 1]),
    contextMask: contextMask && reshape(contextMask, [batch, 1, 1, c]),
  });
  const operation = customGrad((...inputs) => {
    const [queries, contexts, save] = inputs as [Tensor, Tensor, GradSaveFunc];
    const present = [masks.query, masks.context].filter((mask) => mask !== undefined);
    save([queries, contexts, ...present]);
    return {
      value: tidy(() => reshape(attentionWeights(operands([queries, contexts], masks), options), [batch, q, c])),
      gradFunc: (dWeights: Tensor, saved: Tensor[]) =>
        tidy(() => {
          const [f, t, ...keptMasks] = saved as [Tensor, Tensor, ...Tensor2D[]];
          const query = masks.query && keptMasks.shift();
          const kept = operands([f, t], { query, context: keptMasks.shift() });
          const gradients = attentionWeightsGradient(kept, options, reshape(dWeights, [batch, 1, q, c]));
          const dDot = reshape(gradients.dot, [batch, q, c]);
          return [
            add(matMul(dDot, t), throughNorm(f, rowNorms(f), gradients.queryNorm)),
            add(matMul(dDot, f, true), throughNorm(t, rowNorms(t), gradients.contextNorm)),
          ];
        }),
    };
  });
  return operation(query, context) as Tensor3D;
}

/**
 * `cos(a, b)` along the last axis, with a gradient that is 0 at zero vectors.
 *
 * @param a [B, q, D]
 * @param b [B, q, D]
 * @returns [B, q]
 */
export function pairedCosine(a: Tensor3D, b: Tensor3D): Tensor2D {
  const operation = customGrad((...inputs) => {
    const [left, right, save] = inputs as [Tensor, Tensor, GradSaveFunc];
    save([left, right]);
    return {
      value: tidy(() => cosine(left, right)),
      gradFunc: (dCosine: Tensor, [savedLeft, savedRight]: Tensor[]) =>
        tidy(() => {
          const gradients = cosineGradient(savedLeft as Tensor, savedRight as Tensor, dCosine);
          return [gradients.left, gradients.right];
        }),
    };
  });
  return operation(a, b) as Tensor2D;
}
