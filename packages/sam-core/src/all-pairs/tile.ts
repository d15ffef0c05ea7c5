import {
  expandDims,
  matMul,
  mul,
  ones,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { attentionWeights, type SimilarityOperands } from '../operations/attention-weights';
import { cosine } from '../operations/cosine';
import { rowShare } from '../operations/row-share';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { type GatedCosineOperands, gatedCosine } from './gated-cosine';
import { rowsOf, type Side } from './side';

/**
 * The score of every query item with every context item, eqs. (5)–(12) for i2t and (13)–(17) for t2i.
 *
 * @returns [context items, query items]
 */
export function scoreTile(query: Side, context: Side, options: ResolvedAlignmentOptions): Tensor2D {
  return tidy(() => {
    const similarity = similarityOf(query, context, options);
    const attention = attentionOf(query, context, similarity, options);
    const gated = gateOperands(attention, query, context);
    const cosines = gated
      ? gatedCosine(gated, options)
      : cosine(rowsOf(query.features), matMul(attention, context.features));
    const [queries, queryRows] = query.features.shape;
    const perRow = mul(
      reshape(cosines, [context.features.shape[0], queries, queryRows]),
      rowShare(query.mask, queryRows),
    );
    return sum(perRow, -1) as Tensor2D;
  });
}

/** The operands of the attention weights; undefined without attention. */
export function similarityOf(
  query: Side,
  context: Side,
  { attention }: ResolvedAlignmentOptions,
): SimilarityOperands | undefined {
  if (!attention) return undefined;
  const [queries, q] = query.features.shape;
  const [contexts, c] = context.features.shape;
  const product = reshape(matMul(rowsOf(query.features), rowsOf(context.features), false, true), [
    queries * q,
    contexts,
    c,
  ]);
  const ofQuery = (x: Tensor): Tensor => reshape(x, [1, queries, q, 1]);
  const ofContext = (x: Tensor): Tensor => reshape(x, [contexts, 1, 1, c]);
  return {
    dot: reshape(transpose(product, [1, 0, 2]), [contexts, queries, q, c]),
    queryNorm: ofQuery(query.norms),
    contextNorm: ofContext(context.norms),
    queryMask: query.mask && ofQuery(query.mask),
    contextMask: context.mask && ofContext(context.mask),
  };
}

/** The attention weights of a tile, [context items, query items · rows, context rows]. */
export function attentionOf(
  query: Side,
  context: Side,
  similarity: SimilarityOperands | undefined,
  options: ResolvedAlignmentOptions,
): Tensor3D {
  const [queries, q] = query.features.shape;
  const [contexts, c] = context.features.shape;
  const shape: [number, number, number] = [contexts, queries * q, c];
  if (similarity !== undefined) return reshape(attentionWeights(similarity, options), shape);
  // Without attention, every real row of the context has the same weight (SAM-5).
  return mul(expandDims(rowShare(context.mask, c), 1), ones(shape)) as Tensor3D;
}

/** The operands of the gated cosine; undefined where the sides have no gate (SAM-6). */
export function gateOperands(attention: Tensor3D, query: Side, context: Side): GatedCosineOperands | undefined {
  if (!query.gate || !query.candidate || !context.gate || !context.candidate) return undefined;
  return {
    attention,
    query: rowsOf(query.features),
    queryGate: rowsOf(query.gate),
    queryCandidate: rowsOf(query.candidate),
    context: context.features,
    contextGate: context.gate,
    contextCandidate: context.candidate,
  };
}
