import { add, matMul, reshape, slice, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { GateWeights } from './gate-weights';
import { rowNorms } from './row-norms';

/**
 * One side of the pairs, ready to be scored: the rows of all its items below each other, and their own part of the gate,
 * which is computed here once per item and not once per pair. `[f ; e] W = f W_top + e W_bot`.
 */
export interface Side {
  /** Images or captions on this side. */
  readonly items: number;
  /** Regions or words of each. */
  readonly rows: number;
  /** [items · rows, D] */
  readonly features: Tensor2D;
  /** [items · rows, 1] */
  readonly norms: Tensor2D;
  /** [items · rows, D]: features times this side's half of the gate kernel, for the query side plus bias. Absent without a gate. */
  readonly gate?: Tensor2D;
  /** [items · rows, D]: the same of the candidate. */
  readonly candidate?: Tensor2D;
  /** [items, rows]: 1 at a real row, 0 at a padded one. Absent when all are real. */
  readonly mask?: Tensor2D | undefined;
}

/** Gradients of one side's features and of its parts of the gate. */
export type SideGradients = {
  readonly features: Tensor2D;
  readonly gate?: Tensor2D | undefined;
  readonly candidate?: Tensor2D | undefined;
};

/** Which sides need no gradient because their features are frozen. */
export interface Frozen {
  readonly query?: boolean;
  readonly context?: boolean;
}

/** The side that attends: its rows meet the upper half of the kernels, and the biases. */
export function querySide(features: Tensor3D, mask: Tensor2D | undefined, weights: GateWeights | undefined): Side {
  const side = plainSide(features, mask);
  if (weights === undefined) return side;
  return {
    ...side,
    gate: add(matMul(side.features, upperHalf(weights.gateKernel)), weights.gateBias),
    candidate: add(matMul(side.features, upperHalf(weights.candidateKernel)), weights.candidateBias),
  };
}

/** The side attended to: its rows meet the lower half of the kernels. */
export function contextSide(features: Tensor3D, mask: Tensor2D | undefined, weights: GateWeights | undefined): Side {
  const side = plainSide(features, mask);
  if (weights === undefined) return side;
  return {
    ...side,
    gate: matMul(side.features, lowerHalf(weights.gateKernel)),
    candidate: matMul(side.features, lowerHalf(weights.candidateKernel)),
  };
}

function plainSide(features: Tensor3D, mask: Tensor2D | undefined): Side {
  const [items, rows, depth] = features.shape;
  const flat: Tensor2D = reshape(features, [items * rows, depth]);
  return { items, rows, features: flat, norms: rowNorms(flat) as Tensor2D, mask };
}

/** The rows of a kernel that meet the query. */
export function upperHalf(kernel: Tensor2D): Tensor2D {
  const [height, width] = kernel.shape;
  return slice(kernel, [0, 0], [height / 2, width]);
}

/** The rows of a kernel that meet the attended context. */
export function lowerHalf(kernel: Tensor2D): Tensor2D {
  const [height, width] = kernel.shape;
  return slice(kernel, [height / 2, 0], [height / 2, width]);
}

/** The items `start` to `end` of a side. */
export function itemsOf(side: Side, start: number, end: number): Side {
  if (start === 0 && end === side.items) return side;
  const { rows } = side;
  const cut = <T extends Tensor>(tensor: T | undefined, each: number): T | undefined =>
    tensor === undefined ? undefined : (slice(tensor, [start * each, 0], [(end - start) * each, -1]) as T);
  const gate = cut(side.gate, rows);
  const candidate = cut(side.candidate, rows);
  return {
    items: end - start,
    rows,
    features: cut(side.features, rows) as Tensor2D,
    norms: cut(side.norms, rows) as Tensor2D,
    mask: cut(side.mask, 1),
    ...(gate === undefined || candidate === undefined ? {} : { gate, candidate }),
  };
}

/** The tensors that a side holds, by their names in `Side`: what has to be kept while it is used. */
export function tensorsOf({ features, norms, gate, candidate, mask }: Side): Partial<Record<keyof Side, Tensor>> {
  const present = Object.entries({ features, norms, gate, candidate, mask }).filter(
    ([, tensor]) => tensor !== undefined,
  );
  return Object.fromEntries(present) as Partial<Record<keyof Side, Tensor>>;
}
