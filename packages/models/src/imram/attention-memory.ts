import type { GateWeights } from '@rs-sam/core';
import { l2Normalize } from '@rs-sam/core/operations';
import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  sigmoid,
  slice,
  split,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { PairRoles } from '../cross-attention/pair-roles';

/** The queries of a step, [X or 1, Y q, D], and their products with the context rows, [X, Y, q, c]. */
export interface Memory {
  readonly query: Tensor;
  readonly dot: Tensor;
}

/** Both halves of both kernels side by side: [D, 2D] for the query, [D, 2D] for the attended context, and the biases [2D]. */
export interface Kernels {
  readonly ofQuery: Tensor2D;
  readonly ofContext: Tensor2D;
  readonly bias: Tensor;
}

export function splitKernels({ gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights): Kernels {
  const kernel: Tensor2D = concat([gateKernel, candidateKernel], 1);
  const [height, width] = kernel.shape;
  return {
    ofQuery: slice(kernel, [0, 0], [height / 2, width]),
    ofContext: slice(kernel, [height / 2, 0], [height / 2, width]),
    bias: concat([gateBias, candidateBias]),
  };
}

/** In a grid every context has the same queries. */
export function firstQuery({ paired, query, extents: [contexts, queries, queryRows] }: PairRoles): Tensor {
  return reshape(query, [paired ? contexts : 1, queries * queryRows, query.shape[2]]);
}

/** The next step's queries, `q' = g q + (1 − g) o`. */
export function refine(
  { query }: Memory,
  weights: Tensor,
  { context, extents }: PairRoles,
  { ofQuery, ofContext, bias }: Kernels,
  { normalizeQueries }: { readonly normalizeQueries: boolean },
): Memory {
  const [contexts, queries, queryRows, contextRows] = extents;
  const depth = context.shape[2];
  const flat = reshape(weights, [contexts, queries * queryRows, contextRows]);
  const product = (x: Tensor, kernel: Tensor2D): Tensor =>
    reshape(matMul(reshape(x, [-1, depth]), kernel), [...x.shape.slice(0, 2), 2 * depth]);
  const argument = add(matMul(flat, product(context, ofContext)), add(product(query, ofQuery), bias));
  const [gateArgument, candidateArgument] = split(argument, 2, 2) as [Tensor, Tensor];
  const candidate = tanh(candidateArgument);
  const refined = add(candidate, mul(sigmoid(gateArgument), sub(query, candidate)));
  const next = normalizeQueries ? l2Normalize(refined) : refined;
  return { query: next, dot: reshape(matMul(next, context, false, true), [...extents]) };
}

/** `2 σ(2x) − 1`: the wasm engine's sigmoid is vectorised, its tanh is not. */
function tanh(x: Tensor): Tensor {
  return sub(mul(sigmoid(mul(x, 2)), 2), 1);
}
