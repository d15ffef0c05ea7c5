import { matMul, reshape, sum, type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { cosineGradient } from '../operations/cosine';
import { meanOfRowsGradient } from '../operations/mean-of-rows';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { gatedCosineGradient } from './gated-cosine';
import { type Frozen, rowsOf, type Side } from './side';
import { gateOperands } from './tile';
import { type TileAttention, tileAttention, tileAttentionGradient } from './tile-attention';

/** Gradients of one side's features, unless they are frozen, and of its parts of the gate, each [items, rows, D]. */
export type SideGradients = {
  readonly features?: Tensor3D;
  readonly gate?: Tensor3D;
  readonly candidate?: Tensor3D;
};

/** Gradients of a tile with respect to the tensors of both sides. */
export type TileGradients = {
  readonly query: SideGradients;
  readonly context: SideGradients;
  /** In place of the context's gate and candidate, where these pairs are fewer than its rows. */
  readonly attended?: AttendedGradients;
};

/** The pairs of a query row and a context item whose cosine has a gradient, each [P, D]. */
interface AttendedGradients {
  /** The attended context e. */
  readonly features: Tensor2D;
  /** The gradient of the gate's argument, in which e is multiplied by the lower half of the kernel. */
  readonly gate: Tensor2D;
  /** The same of the candidate. */
  readonly candidate: Tensor2D;
}

/**
 * The derivative of `scoreTile`; intermediate results are computed again.
 *
 * @param byRow allows `attended`.
 * @param known `tileAttention` of the tile, where it was kept.
 */
export function scoreTileGradient(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dScores: Tensor2D,
  frozen: Frozen,
  byRow = false,
  known?: TileAttention,
): TileGradients {
  return tidy(() => {
    const attention = known ?? tileAttention(query, context, options);
    const dCosines = meanOfRowsGradient(dScores, query.mask, query.features.shape[1]);
    const direct = cosineGradients(attention.weights, query, context, options, dCosines, frozen, byRow);
    const through = tileAttentionGradient(query, context, attention, options, direct, frozen);
    const whole = (given: SideGradients, features: Tensor2D | undefined): SideGradients => {
      if (given.features === undefined || features === undefined) return given;
      return { ...given, features: reshape(features, given.features.shape) };
    };
    return {
      query: whole(direct.query, through.query),
      context: whole(direct.context, through.context),
      ...(direct.attended && { attended: { ...direct.attended } }),
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
  frozen: Frozen,
  byRow: boolean,
): TileGradients & { readonly attention: Tensor } {
  const byItem = (x: Tensor): Tensor3D => reshape(x, query.features.shape);
  const gated = gateOperands(attention, query, context);
  if (gated !== undefined) {
    const d = gatedCosineGradient(gated, { candidate: options.candidate, frozen, byRow }, dCosines);
    const attended = d.attended as Tensor2D | undefined;
    const ofContext = { gate: d.contextGate, candidate: d.contextCandidate };
    return {
      attention: d.attention,
      query: {
        ...(d.query && { features: byItem(d.query) }),
        gate: byItem(d.queryGate),
        candidate: byItem(d.queryCandidate),
      },
      ...(attended === undefined
        ? { context: { ...(d.context && { features: d.context as Tensor3D }), ...(ofContext as SideGradients) } }
        : { context: {}, attended: { features: attended, ...ofContext } as AttendedGradients }),
    };
  }
  const attended = matMul(attention, context.features);
  const { left, right } = cosineGradient(rowsOf(query.features), attended, dCosines);
  return {
    attention: matMul(right, context.features, false, true),
    query: frozen === 'query' ? {} : { features: byItem(sum(left, 0)) },
    context: frozen === 'context' ? {} : { features: matMul(attention, right, true) as Tensor3D },
  };
}
