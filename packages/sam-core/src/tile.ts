import {
  addN,
  expandDims,
  matMul,
  mul,
  ones,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from './alignment-options';
import { attendedCosine, attendedCosineGradient } from './attended-cosine';
import { attentionWeights, attentionWeightsGradient, type SimilarityOperands } from './attention-weights';
import { throughNorm } from './row-norms';
import { rowShare } from './row-share';
import type { Frozen, Side, SideGradients } from './side';

/** Gradients of a tile with respect to what `Side` holds of either side; all [items · rows, D]. */
export type TileGradients = {
  readonly query: SideGradients;
  readonly context: SideGradients;
};

/**
 * The score of every query item with every context item, eqs. (5)–(12) for i2t and (13)–(17) for t2i.
 *
 * @returns [context items, query items]
 */
export function scoreTile(query: Side, context: Side, options: ResolvedAlignmentOptions): Tensor2D {
  return tidy(() => {
    const attention = attend(query, context, options, similarityOperands(query, context, options));
    const cosines = attendedCosine({ attention, query, context }, options);
    const perRow = mul(reshape(cosines, [context.items, query.items, query.rows]), rowShare(query.mask, query.rows));
    return sum(perRow, -1) as Tensor2D;
  });
}

/** The derivative of `scoreTile`, with everything in between computed anew. */
export function scoreTileGradient(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dScores: Tensor2D,
  frozen: Frozen,
): TileGradients {
  return tidy(() => {
    const operands = similarityOperands(query, context, options);
    const attention = attend(query, context, options, operands);
    const dCosines = reshape(mul(expandDims(dScores, -1), rowShare(query.mask, query.rows)), [
      context.items,
      query.items * query.rows,
    ]);
    const gradients = attendedCosineGradient({ attention, query, context }, options, dCosines);
    if (operands === undefined) return { query: gradients.query, context: gradients.context };
    const shape = operands.dot.shape as [number, number, number, number];
    const similarity = attentionWeightsGradient(operands, options, reshape(gradients.attention, shape));
    const dDot = asProduct(similarity.dot);
    const features = (side: Side, direct: Tensor2D, product: () => Tensor2D, dNorms: Tensor): Tensor2D =>
      addN<Tensor2D>([direct, product(), throughNorm(side.features, side.norms, dNorms)]);
    return {
      query: frozen.query
        ? gradients.query
        : {
            ...gradients.query,
            features: features(
              query,
              gradients.query.features,
              () => matMul(dDot, context.features),
              sum(similarity.queryNorm, 0),
            ),
          },
      context: frozen.context
        ? gradients.context
        : {
            ...gradients.context,
            features: features(
              context,
              gradients.context.features,
              () => matMul(dDot, query.features, true),
              similarity.contextNorm,
            ),
          },
    };
  });
}

/** The attention weights of a tile, [context items, query items · rows, context rows]. */
function attend(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  operands: SimilarityOperands | undefined,
): Tensor {
  const rows = query.items * query.rows;
  const shape: [number, number, number] = [context.items, rows, context.rows];
  if (operands !== undefined) return reshape(attentionWeights(operands, options), shape);
  // Without attention, every real row of the context has the same weight (SAM-5).
  return mul(expandDims(rowShare(context.mask, context.rows), 1), ones(shape));
}

/** What the attention weights are computed of, or undefined where there is no attention. */
function similarityOperands(
  query: Side,
  context: Side,
  { attention }: ResolvedAlignmentOptions,
): SimilarityOperands | undefined {
  if (!attention) return undefined;
  const product = reshape(matMul(query.features, context.features, false, true), [
    query.items * query.rows,
    context.items,
    context.rows,
  ]);
  const ofQuery = (x: Tensor): Tensor => reshape(x, [1, query.items, query.rows, 1]);
  const ofContext = (x: Tensor): Tensor => reshape(x, [context.items, 1, 1, context.rows]);
  return {
    dot: reshape(transpose(product, [1, 0, 2]), [context.items, query.items, query.rows, context.rows]),
    queryNorm: ofQuery(query.norms),
    contextNorm: ofContext(context.norms),
    queryMask: query.mask && ofQuery(query.mask),
    contextMask: context.mask && ofContext(context.mask),
  };
}

/** [contexts, queries, q, c] as a matrix of query rows and context rows: the inverse of the order that `similarityOperands` makes. */
function asProduct(dot: Tensor): Tensor2D {
  const [contexts, queries, q, c] = dot.shape as [number, number, number, number];
  return reshape(transpose(reshape(dot, [contexts, queries * q, c]), [1, 0, 2]), [queries * q, contexts * c]);
}
