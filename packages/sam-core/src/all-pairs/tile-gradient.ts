import {
  addN,
  expandDims,
  matMul,
  mul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { attentionWeightsGradient } from '../operations/attention-weights';
import { cosineGradient } from '../operations/cosine';
import { throughNorm } from '../operations/row-norms';
import { rowShare } from '../operations/row-share';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { gatedCosineGradient } from './gated-cosine';
import { rowsOf, type Side } from './side';
import { attentionOf, gateOperands, similarityOf } from './tile';

/** Gradients of one side's features and of its parts of the gate, each [items, rows, D]. */
export type SideGradients = {
  readonly features: Tensor3D;
  readonly gate?: Tensor3D;
  readonly candidate?: Tensor3D;
};

/** Gradients of a tile with respect to the tensors of both sides. */
export type TileGradients = {
  readonly query: SideGradients;
  readonly context: SideGradients;
};

/** Which sides need no gradient because their features are frozen. */
export interface Frozen {
  readonly query?: boolean;
  readonly context?: boolean;
}

/** The derivative of `scoreTile`; intermediate results are computed again. A frozen side gets no gradient through the attention. */
export function scoreTileGradient(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dScores: Tensor2D,
  frozen: Frozen,
): TileGradients {
  return tidy(() => {
    const similarity = similarityOf(query, context, options);
    const attention = attentionOf(query, context, similarity, options);
    const [queries, q] = query.features.shape;
    const perRow = mul(expandDims(dScores, -1), rowShare(query.mask, q));
    const direct = cosineGradients(
      attention,
      query,
      context,
      options,
      reshape(perRow, [dScores.shape[0], queries * q]),
    );
    if (similarity === undefined) return { query: direct.query, context: direct.context };
    const dWeights = reshape(direct.attention, similarity.dot.shape);
    const through = attentionWeightsGradient(similarity, options, dWeights);
    const dDot = asProduct(through.dot);
    const plusAttention = (side: Side, given: SideGradients, product: Tensor2D, dNorms: Tensor): SideGradients => {
      const [features, norms] = [rowsOf(side.features), rowsOf(side.norms)];
      const total = addN<Tensor2D>([rowsOf(given.features), product, throughNorm(features, norms, dNorms)]);
      return { ...given, features: reshape(total, side.features.shape) };
    };
    const [rows, contextRows] = [rowsOf(query.features), rowsOf(context.features)];
    return {
      query: frozen.query
        ? direct.query
        : plusAttention(query, direct.query, matMul(dDot, contextRows), sum(through.queryNorm, 0)),
      context: frozen.context
        ? direct.context
        : plusAttention(context, direct.context, matMul(dDot, rows, true), through.contextNorm),
    };
  });
}

/** The gradients of the cosine of every query row, gated or not, with its attended context. */
function cosineGradients(
  attention: Tensor3D,
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dCosines: Tensor,
): TileGradients & { readonly attention: Tensor } {
  const byItem = (x: Tensor): Tensor3D => reshape(x, query.features.shape);
  const gated = gateOperands(attention, query, context);
  if (gated !== undefined) {
    const d = gatedCosineGradient(gated, options, dCosines);
    return {
      attention: d.attention,
      query: { features: byItem(d.query), gate: byItem(d.queryGate), candidate: byItem(d.queryCandidate) },
      context: {
        features: d.context as Tensor3D,
        gate: d.contextGate as Tensor3D,
        candidate: d.contextCandidate as Tensor3D,
      },
    };
  }
  const attended = matMul(attention, context.features);
  const { left, right } = cosineGradient(rowsOf(query.features), attended, dCosines);
  return {
    attention: matMul(right, context.features, false, true),
    query: { features: byItem(sum(left, 0)) },
    context: { features: matMul(attention, right, true) as Tensor3D },
  };
}

/** [contexts, queries, q, c] as a matrix of query rows and context rows: the inverse of the order that `similarityOf` makes. */
function asProduct(dot: Tensor): Tensor2D {
  const [contexts, queries, q, c] = dot.shape as [number, number, number, number];
  return reshape(transpose(reshape(dot, [contexts, queries * q, c]), [1, 0, 2]), [queries * q, contexts * c]);
}
