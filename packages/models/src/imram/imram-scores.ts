import type { Direction, GateWeights } from '@rs-sam/core';
import { l2Normalize, type RegionsAndWords } from '@rs-sam/core/operations';
import type { PairOperands } from '@rs-sam/core/tiles';
import { scoreInTiles } from '@rs-sam/core/tiles';
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
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import { pairsOf } from '../cross-attention/masked-operands';
import { castPairRoles, type PairRoles, rowProducts } from '../cross-attention/pair-roles';
import { aggregateRows } from '../scan/aggregate-rows';
import { attendedCosines, attentionOf } from '../scan/attend';
import type { RawFeatureNorm } from '../scan/attention-norm';
import { byImage } from '../scan/scan-scores';

/** Options of `imramScores`. */
export interface ImramOptions {
  /** `t2i`: words attend to regions (text IMRAM); `i2t`: regions attend to words (image IMRAM). */
  readonly direction: Direction;
  /** Rounds of attention; between two of them the query is refined. Default 3. */
  readonly steps?: number;
  /** Whether a refined query is l2-normalised; the authors' scripts leave it (`--no_IMRAM_norm`). Default false. */
  readonly normalizeQueries?: boolean;
  /** The inverse temperature of the attention. Default 9. */
  readonly lambdaSoftmax?: number;
  /** Default `clipped_l2norm`. */
  readonly rawFeatureNorm?: RawFeatureNorm;
}

/**
 * S [B_i, B_t] of iterative matching with recurrent attention memory, `S = Σ_k mean_j cos(t_j, e_j^k)` (Chen et al. 2020): `e^k`
 * is what SCAN's attention gives for the queries `q^k`, `q^0 = t`, and between two steps
 *
 *     g = σ([q ; e] W_g + b_g)    o = tanh([q ; e] W_o + b_o)    q' = g q + (1 − g) o
 *
 * The cosine is that of the first query, and the last step's refinement, which no score sees, is not computed. As in SAM,
 * `e W_bottom = Σ w (v W_bottom)`, so the context is multiplied once for each item and not for each pair.
 *
 * @param weights `[2D, D]` and `[D]`, W_g and b_g, W_o and b_o in the gate's and the candidate's place.
 */
export function imramScores(
  operands: RegionsAndWords & { readonly weights: GateWeights },
  options: ImramOptions,
): Tensor2D {
  const { regions, words, wordMask, weights } = operands;
  return tidy(() => scoreImram(pairsOf({ regions, words, wordMask }), weights, resolveImramOptions(options)));
}

/** `imramScores` of operands that are masked already. */
export function scoreImram(pairs: PairOperands, weights: GateWeights, options: Required<ImramOptions>): Tensor2D {
  const [regions, words] = [pairs.images.regions as Tensor3D, pairs.texts.words as Tensor3D];
  const rows = (options.direction === 't2i' ? words : regions).shape[1];
  const perPair = rows * Math.max(2 * words.shape[2], regions.shape[1], words.shape[1]);
  return scoreInTiles(
    { ...pairs, weights: { ...weights } },
    perPair,
    (tile, paired) => iterate(tile, paired, options).scores,
  );
}

/** The attention of the last step and the score of image p and caption p, [P, 1, q, c] and [P]. */
export function imramPairs(
  pairs: PairOperands,
  weights: GateWeights,
  options: Required<ImramOptions>,
): { attention: Tensor; scores: Tensor1D } {
  const { attention, scores } = iterate({ ...pairs, weights: { ...weights } }, true, options);
  return { attention, scores: scores as Tensor1D };
}

/** Fills in the defaults. */
function resolveImramOptions(options: ImramOptions): Required<ImramOptions> {
  return {
    direction: options.direction,
    steps: options.steps ?? 3,
    normalizeQueries: options.normalizeQueries ?? false,
    lambdaSoftmax: options.lambdaSoftmax ?? 9,
    rawFeatureNorm: options.rawFeatureNorm ?? 'clipped_l2norm',
  };
}

/** `imramScores` of one tile. */
function iterate(operands: PairOperands, paired: boolean, options: Required<ImramOptions>) {
  const roles = castPairRoles(operands, options.direction, paired);
  const kernels = splitKernels(operands.weights as unknown as GateWeights);
  const firstDot = rowProducts(roles);
  const match = (memory: Memory) => {
    const attention = attentionOf(memory.dot, roles, options);
    return { attention, score: aggregateRows(attendedCosines(firstDot, attention, roles), roles.queryMask, MEAN) };
  };
  let memory: Memory = { query: firstQuery(roles), dot: firstDot };
  let { attention, score } = match(memory);
  for (let step = 1; step < options.steps; step++) {
    memory = refine(memory, attention, roles, kernels, options);
    const next = match(memory);
    attention = next.attention;
    score = add(score, next.score);
  }
  return { attention, scores: byImage(score, roles, options.direction) };
}

const MEAN = { aggregation: 'mean', lambdaLse: 1 } as const;

/** The queries of a step, [X or 1, Y q, D], and their products with the context rows, [X, Y, q, c]. */
interface Memory {
  readonly query: Tensor;
  readonly dot: Tensor;
}

/** Both halves of both kernels side by side: [D, 2D] for the query, [D, 2D] for the attended context, and the biases [2D]. */
interface Kernels {
  readonly ofQuery: Tensor2D;
  readonly ofContext: Tensor2D;
  readonly bias: Tensor;
}

function splitKernels({ gateKernel, gateBias, candidateKernel, candidateBias }: GateWeights): Kernels {
  const kernel: Tensor2D = concat([gateKernel, candidateKernel], 1);
  const [height, width] = kernel.shape;
  return {
    ofQuery: slice(kernel, [0, 0], [height / 2, width]),
    ofContext: slice(kernel, [height / 2, 0], [height / 2, width]),
    bias: concat([gateBias, candidateBias]),
  };
}

/** In a grid the queries are the same for every context. */
function firstQuery({ paired, query, extents: [contexts, queries, queryRows] }: PairRoles): Tensor {
  return reshape(query, [paired ? contexts : 1, queries * queryRows, query.shape[2]]);
}

function refine(
  { query }: Memory,
  weights: Tensor,
  { context, extents }: PairRoles,
  { ofQuery, ofContext, bias }: Kernels,
  { normalizeQueries }: Required<ImramOptions>,
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
