import type { Direction, GateWeights } from '@rs-sam/core';
import { DIRECTIONS, type RegionsAndWords } from '@rs-sam/core/operations';
import type { PairOperands } from '@rs-sam/core/tiles';
import { scoreInTiles } from '@rs-sam/core/tiles';
import { checkOneOf, checkOptions, flag, integer, oneOf, positive } from '@rs-sam/foundation/options';
import { add, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { pairsOf } from '../cross-attention/masked-operands';
import { castPairRoles, rowProducts } from '../cross-attention/pair-roles';
import { aggregateRows } from '../scan/aggregate-rows';
import { attendedCosines, attentionOf } from '../scan/attend';
import { type RawFeatureNorm, rawFeatureNorms } from '../scan/attention-norm';
import { byImage } from '../scan/scan-scores';
import { type Memory, refine } from './attention-memory';
import { firstArguments, firstRows, timesKernel, withProducts } from './gate-products';

/** Options of `imramScores`. */
export interface ImramOptions {
  /** `t2i`: words attend to regions (text IMRAM); `i2t`: regions attend to words (image IMRAM). */
  readonly direction: Direction;
  /** Number of attention steps; the query is refined between two steps. Default 3. */
  readonly steps?: number;
  /** Whether a refined query is l2-normalised; the authors' scripts turn this off (`--no_IMRAM_norm`). Default false. */
  readonly normalizeQueries?: boolean;
  /** The inverse temperature of the attention. Default 9. */
  readonly lambdaSoftmax?: number;
  /** Default `clipped_l2norm`. */
  readonly rawFeatureNorm?: RawFeatureNorm;
}

const imramRules = {
  direction: oneOf(DIRECTIONS),
  steps: integer(1),
  normalizeQueries: flag,
  lambdaSoftmax: positive,
  rawFeatureNorm: oneOf(rawFeatureNorms),
};

/**
 * S [B_i, B_t] of iterative matching with recurrent attention memory, `S = Σ_k mean_j cos(t_j, e_j^k)` (Chen et al. 2020): `e^k` is the
 * result of SCAN's attention for the queries `q^k`, `q^0 = t`, and between two steps
 *
 *     g = σ([q ; e] W_g + b_g)    o = tanh([q ; e] W_o + b_o)    q' = g q + (1 − g) o
 *
 * The cosine uses the first query. The refinement after the last step is not computed, because no score depends on it. As in SAM, `e
 * W_bottom = Σ w (v W_bottom)`, so the context is multiplied once per item and not per pair.
 *
 * @param operands `weights`: W_g and b_g as the gate's, W_o and b_o as the candidate's, `[2D, D]` and `[D]`.
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError gives both shapes.
 */
export function imramScores(
  operands: RegionsAndWords & { readonly weights: GateWeights },
  options: ImramOptions,
): Tensor2D {
  checkOptions('imramScores', imramRules, options);
  checkOneOf('direction', options.direction, DIRECTIONS);
  const { regions, words, wordMask, weights } = operands;
  return tidy(() => scoreImram(pairsOf({ regions, words, wordMask }), weights, resolveImramOptions(options)));
}

/** `imramScores` of masked operands. */
export function scoreImram(pairs: PairOperands, weights: GateWeights, options: Required<ImramOptions>): Tensor2D {
  const [regions, words] = [pairs.images.regions as Tensor3D, pairs.texts.words as Tensor3D];
  const rows = (options.direction === 't2i' ? words : regions).shape[1];
  const isEmpty = regions.size === 0 || words.size === 0;
  const perPair = isEmpty ? 0 : rows * Math.max(2 * words.shape[2], regions.shape[1], words.shape[1]);
  return scoreInTiles(
    isEmpty ? { ...pairs, weights: { ...weights } } : withProducts(pairs, weights, options.direction),
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
  const { attention, scores } = iterate(withProducts(pairs, weights, options.direction), true, options);
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

const MEAN = { aggregation: 'mean', lambdaLse: 1 } as const;

/** `imramScores` of one tile. */
function iterate(operands: PairOperands, paired: boolean, options: Required<ImramOptions>) {
  const roles = castPairRoles(operands, options.direction, paired);
  const first = firstArguments(operands, roles, options.direction);
  const firstDot = rowProducts(roles);
  const match = (memory: Memory) => {
    const attention = attentionOf(memory.dot, roles, options);
    return { attention, score: aggregateRows(attendedCosines(firstDot, attention, roles), roles.queryMask, MEAN) };
  };
  let memory: Memory = { query: firstRows(roles.query, roles), dot: firstDot };
  let { attention, score } = match(memory);
  for (let step = 1; step < options.steps; step++) {
    const ofQuery = step === 1 ? first.ofQuery : timesKernel(memory.query, first.kernel);
    memory = refine(memory, attention, roles, { ofContext: first.ofContext, ofQuery }, options);
    const next = match(memory);
    attention = next.attention;
    score = add(score, next.score);
  }
  return { attention, scores: byImage(score, roles, options.direction) };
}
