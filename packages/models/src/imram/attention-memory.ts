import { gatedUpdate, l2Normalize } from '@rs-sam/core/operations';
import { matMul, reshape, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../cross-attention/pair-roles';

/** The queries of a step, [X or 1, Y q, D], and their products with the context rows, [X, Y, q, c]. */
export interface Memory {
  readonly query: Tensor3D;
  readonly dot: Tensor;
}

/** The two parts of the arguments of gate and candidate, which are side by side. */
export interface GateArguments {
  /** [X, c, 2D]: of the context's rows. */
  readonly ofContext: Tensor3D;
  /** [X or 1, Y q, 2D] */
  readonly ofQuery: Tensor3D;
}

/** The next step's queries, `q' = g q + (1 − g) o`. */
export function refine(
  { query }: Memory,
  weights: Tensor,
  { context, extents }: PairRoles,
  { ofContext, ofQuery }: GateArguments,
  { normalizeQueries }: { readonly normalizeQueries: boolean },
): Memory {
  const [contexts, queries, queryRows, contextRows] = extents;
  const flat: Tensor3D = reshape(weights, [contexts, queries * queryRows, contextRows]);
  const refined = gatedUpdate({ ofContext: matMul(flat, ofContext), ofQuery, query });
  const next = normalizeQueries ? l2Normalize(refined) : refined;
  return { query: next, dot: reshape(matMul(next, context, false, true), [...extents]) };
}
