import type { kernels } from '@rs-sam/tfjs-backend';
import { reshape, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../operands/alignment-operands';
import type { GateWeights } from '../operands/gate-weights';
import { hasKernel, runKernel } from '../operations/engine-kernel';
import { rowNorms } from '../operations/row-norms';
import { timesHalf, timesHalfPlus } from './half-products';

const NORMS: kernels.RowNormsKernel = 'RowNorms';

/**
 * `[f ; e] W = f W_top + e W_bot`: one side of the pairs, with its features and their part of the gate. This part is computed once per item
 * and not once per pair.
 */
export type Side = {
  /** [items, rows, D] */
  readonly features: Tensor3D;
  /** [items, rows, 1] */
  readonly norms: Tensor3D;
  /** [items, rows, D]: features times this side's half of the gate kernel, for the query side plus bias. Absent without a gate. */
  readonly gate?: Tensor3D;
  /** [items, rows, D]: the same of the candidate. */
  readonly candidate?: Tensor3D;
  /** [items, rows]: 1 at a real row, 0 at a padded one. Absent when all are real. */
  readonly mask?: Tensor2D;
};

/** The side that needs no gradient because its features are frozen. */
export type Frozen = 'query' | 'context' | undefined;

// #region halves
/** The side that attends: its rows are multiplied by the upper half of the kernels, and the biases are added. */
export function querySide({ query, queryMask, weights }: PairRoles): Side {
  const side = plainSide(query, queryMask);
  if (weights === undefined) return side;
  const linear = (kernel: Tensor2D, bias: GateWeights['gateBias']): Tensor3D =>
    reshape(timesHalfPlus(rowsOf(query), kernel, 'upper', bias), query.shape);
  return {
    ...side,
    gate: linear(weights.gateKernel, weights.gateBias),
    candidate: linear(weights.candidateKernel, weights.candidateBias),
  };
}

/** The side attended to: its rows are multiplied by the lower half of the kernels. */
export function contextSide({ context, contextMask, weights }: PairRoles): Side {
  const side = plainSide(context, contextMask);
  if (weights === undefined) return side;
  const linear = (kernel: Tensor2D): Tensor3D => reshape(timesHalf(rowsOf(context), kernel, 'lower'), context.shape);
  return { ...side, gate: linear(weights.gateKernel), candidate: linear(weights.candidateKernel) };
}
// #endregion halves

function plainSide(features: Tensor3D, mask: Tensor2D | undefined): Side {
  const [items, rows] = features.shape;
  const matrix = rowsOf(features);
  const ofRows = hasKernel(NORMS) ? runKernel<Tensor>(NORMS, { x: matrix }) : rowNorms(matrix);
  const norms: Tensor3D = reshape(ofRows, [items, rows, 1]);
  return { features, norms, ...(mask === undefined ? {} : { mask }) };
}

/** All rows of all items below each other, [items · rows, D]. */
export function rowsOf(features: Tensor3D): Tensor2D {
  const [items, rows, depth] = features.shape;
  return reshape(features, [items * rows, depth]);
}
