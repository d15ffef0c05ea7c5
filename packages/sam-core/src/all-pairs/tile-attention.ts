import type { kernels } from '@rs-sam/tfjs-backend';
import {
  add,
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
import {
  attentionWeights,
  attentionWeightsGradient,
  normalizesOverQuery,
  type SimilarityOperands,
} from '../operations/attention-weights';
import { hasKernel, runKernel } from '../operations/engine-kernel';
import { throughNorm } from '../operations/row-norms';
import { rowShare } from '../operations/row-share';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { type Frozen, rowsOf, type Side } from './side';

const FORWARD: kernels.AttentionWeightsKernel = 'AttentionWeights';
const THROUGH_NORMS: kernels.AddThroughNormsKernel = 'AddThroughNorms';
const GRADIENT: kernels.AttentionWeightsGradientKernel = 'AttentionWeightsGrad';

/** The attention weights of a tile. */
export type TileAttention = {
  /** [contexts, query items · q, c] */
  readonly weights: Tensor3D;
  /** Inner products of all query rows and all context rows, [query items · q, contexts · c]; absent without attention. */
  readonly dot?: Tensor2D;
};

/** The attention weights of every query row over the rows of every context item, eqs. (5)–(8) and (13). */
export function tileAttention(query: Side, context: Side, options: ResolvedAlignmentOptions): TileAttention {
  if (!options.attention) {
    // Every real row of the context has the same weight (SAM-5).
    const [contexts, c] = context.features.shape;
    const [queries, q] = query.features.shape;
    const even = mul(expandDims(rowShare(context.mask, c), 1), ones([contexts, queries * q, c]));
    return { weights: even as Tensor3D };
  }
  const dot: Tensor2D = matMul(rowsOf(query.features), rowsOf(context.features), false, true);
  if (hasKernel(FORWARD)) {
    return { weights: runKernel(FORWARD, kernelInputs(dot, query, context), attributesOf(options)), dot };
  }
  const weights = tidy(() => {
    const [contexts, queries, q, c] = extentsOf(query, context);
    return reshape(attentionWeights(similarityOf(dot, query, context), options), [contexts, queries * q, c]);
  });
  return { weights: weights as Tensor3D, dot };
}

/** What `tileAttentionGradient` continues from: the gradient of the weights, of their shape, and those of the features without it. */
interface DirectGradients {
  readonly attention: Tensor;
  readonly query: { readonly features?: Tensor3D };
  readonly context: { readonly features?: Tensor3D };
}

/**
 * The gradients of the features of each side that is not frozen, the direct one plus the one through the attention weights, in rows:
 * [items · rows, D]. Absent where the weights do not depend on the features.
 */
export function tileAttentionGradient(
  query: Side,
  context: Side,
  { weights, dot }: TileAttention,
  options: ResolvedAlignmentOptions,
  direct: DirectGradients,
  frozen: Frozen,
): { readonly query?: Tensor2D; readonly context?: Tensor2D } {
  if (dot === undefined) return {};
  const { attention: dWeights } = direct;
  const through = hasKernel(GRADIENT)
    ? kernelGradient(kernelInputs(dot, query, context), { weights, dWeights }, options)
    : composedGradient(dot, query, context, options, dWeights);
  const [rows, contextRows] = [rowsOf(query.features), rowsOf(context.features)];
  return {
    ...(frozen !== 'query' && {
      query: added(query, matMul(through.dot, contextRows), through.queryNorm, direct.query.features),
    }),
    ...(frozen !== 'context' && {
      context: added(context, matMul(through.dot, rows, true), through.contextNorm, direct.context.features),
    }),
  };
}

/** The gradient of a side's features: through its inner products, through its norms, and the direct one. */
function added({ features, norms }: Side, sum: Tensor2D, dNorms: Tensor, direct: Tensor3D | undefined): Tensor2D {
  const [x, ofRows, more] = [rowsOf(features), rowsOf(norms), direct && rowsOf(direct)];
  if (hasKernel(THROUGH_NORMS)) return runKernel(THROUGH_NORMS, { sum, x, norms: ofRows, dNorms, more });
  const through: Tensor2D = add(sum, throughNorm<Tensor2D>(x, ofRows, dNorms));
  return more === undefined ? through : add(more, through);
}

/** Gradients of the inner products, of their shape, and of the norms, one value for each row. */
interface ProductGradients {
  readonly dot: Tensor2D;
  readonly queryNorm: Tensor;
  readonly contextNorm: Tensor;
}

function kernelInputs(dot: Tensor2D, query: Side, context: Side): kernels.AttentionWeightsInputs<Tensor> {
  const norms = (side: Side): Tensor2D => reshape(side.norms, side.features.shape.slice(0, 2) as [number, number]);
  const masks = { queryMask: query.mask, contextMask: context.mask };
  return { dot, queryNorm: norms(query), contextNorm: norms(context), ...masks };
}

function attributesOf(options: ResolvedAlignmentOptions): kernels.AttentionWeightsAttributes {
  return { alpha: options.alpha, leaky: options.clip === 'leaky', overQuery: normalizesOverQuery(options) };
}

function kernelGradient(
  inputs: kernels.AttentionWeightsInputs<Tensor>,
  given: { readonly weights: Tensor; readonly dWeights: Tensor },
  options: ResolvedAlignmentOptions,
): ProductGradients {
  const [dot, queryNorm, contextNorm] = runKernel<[Tensor2D, Tensor, Tensor]>(
    GRADIENT,
    { ...inputs, ...given },
    attributesOf(options),
  );
  return { dot, queryNorm, contextNorm };
}

function composedGradient(
  dot: Tensor2D,
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dWeights: Tensor,
): ProductGradients {
  const similarity = similarityOf(dot, query, context);
  const through = attentionWeightsGradient(similarity, options, reshape(dWeights, similarity.dot.shape));
  const [contexts, queries, q, c] = extentsOf(query, context);
  const asRows = transpose(reshape(through.dot, [contexts, queries * q, c]), [1, 0, 2]);
  return {
    dot: reshape(asRows, [queries * q, contexts * c]),
    queryNorm: sum(through.queryNorm, 0),
    contextNorm: through.contextNorm,
  };
}

/** The operands of the weights as composed operations take them, by context: [X, Y, q, c]. */
function similarityOf(dot: Tensor2D, query: Side, context: Side): SimilarityOperands {
  const [contexts, queries, q, c] = extentsOf(query, context);
  const ofQuery = (x: Tensor): Tensor => reshape(x, [1, queries, q, 1]);
  const ofContext = (x: Tensor): Tensor => reshape(x, [contexts, 1, 1, c]);
  const byContext = transpose(reshape(dot, [queries * q, contexts, c]), [1, 0, 2]);
  return {
    dot: reshape(byContext, [contexts, queries, q, c]),
    queryNorm: ofQuery(query.norms),
    contextNorm: ofContext(context.norms),
    queryMask: query.mask && ofQuery(query.mask),
    contextMask: context.mask && ofContext(context.mask),
  };
}

/** X contexts of c rows, Y query items of q rows: X, Y, q, c. */
function extentsOf(query: Side, context: Side): [number, number, number, number] {
  const [queries, q] = query.features.shape;
  const [contexts, c] = context.features.shape;
  return [contexts, queries, q, c];
}
