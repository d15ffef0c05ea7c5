import {
  add,
  cast,
  div,
  greater,
  maximum,
  mul,
  neg,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { EPSILON } from './epsilon';
import { maskedSoftmax } from './masked-softmax';
import { safeReciprocal } from './row-norms';

/** Slope of the leaky clip, as in SCAN's code. */
export const LEAKY_SLOPE = 0.1;

/**
 * The operands of the attention weights: X contexts of c rows, Y queries of q rows. An extent is 1 where a value does not depend on that
 * axis. A mask is 1 at a real row and 0 at a padded one.
 */
export interface SimilarityOperands {
  /** [X, Y, q, c]: inner products of query rows and context rows. */
  readonly dot: Tensor;
  /** [X or 1, Y, q, 1] */
  readonly queryNorm: Tensor;
  /** [X, 1, 1, c] */
  readonly contextNorm: Tensor;
  /** [X or 1, Y, q, 1]; absent when every query row is real. */
  readonly queryMask?: Tensor | undefined;
  /** [X, 1, 1, c]; absent when every context row is real. */
  readonly contextMask?: Tensor | undefined;
}

/**
 * `a_ij = softmax_j(α s̄_ij)`, `s̄ = clip(s) / ‖clip(s)‖₂`, `s = cos` — eqs. (5)–(8) and (13).
 *
 * @returns [X, Y, q, c]; the weights of a real query row sum to 1 over the real context rows. They are all 0 without real context rows, and
 * for a padded query row, which an engine can therefore skip.
 */
export function attentionWeights(operands: SimilarityOperands, options: ResolvedAlignmentOptions): Tensor {
  return tidy(() => forward(operands, options).weights);
}

/** Gradients of `attentionWeights`, each of the shape of its operand before broadcasting over X (queryNorm: [X, Y, q, 1]). */
export interface SimilarityGradients {
  readonly dot: Tensor;
  readonly queryNorm: Tensor;
  readonly contextNorm: Tensor;
}

/** The derivative of `attentionWeights`, from the last step back to the first. Where the norm of eq. (6) is 0, the gradient is 0. */
export function attentionWeightsGradient(
  operands: SimilarityOperands,
  options: ResolvedAlignmentOptions,
  dWeights: Tensor,
): SimilarityGradients {
  return tidy(() => {
    const { weights, clipped, norm, similarity, denominator, product } = forward(operands, options);
    // softmax, then α
    const mean = sum(mul(weights, dWeights), -1, true);
    const dNormalized = mul(mul(weights, sub(dWeights, mean)), options.alpha);
    // z / (n + ε)
    const divisor = add(norm, EPSILON);
    const along = sum(mul(dNormalized, clipped), normAxis(options), true);
    const dNorm = mul(div(along, square(divisor)), safeReciprocal(norm));
    const dClipped = sub(div(dNormalized, divisor), mul(clipped, dNorm));
    // clip
    const positive = cast(greater(similarity, 0), 'float32');
    const slope = options.clip === 'relu' ? positive : add(mul(positive, 1 - LEAKY_SLOPE), LEAKY_SLOPE);
    const dSimilarity = mul(masked(dClipped, operands, options), slope);
    // dot / max(‖f‖ ‖t‖, ε)
    const dot = div(dSimilarity, denominator);
    const free = cast(greater(product, EPSILON), 'float32');
    const dProduct = mul(neg(mul(dot, similarity)), free);
    return {
      dot,
      queryNorm: sum(mul(dProduct, operands.contextNorm), -1, true),
      contextNorm: sum(mul(dProduct, operands.queryNorm), [1, 2], true),
    };
  });
}

function forward(operands: SimilarityOperands, options: ResolvedAlignmentOptions) {
  const { dot, queryNorm, contextNorm, queryMask, contextMask } = operands;
  // #region eq-5
  const product = mul(queryNorm, contextNorm);
  const denominator = maximum(product, EPSILON);
  const similarity = div(dot, denominator);
  // #endregion eq-5
  // #region eq-6-7
  const floor = options.clip === 'relu' ? 0 : mul(similarity, LEAKY_SLOPE);
  const clipped = masked(maximum(similarity, floor), operands, options);
  const norm = sqrt(sum(square(clipped), normAxis(options), true));
  // #endregion eq-6-7
  // #region eq-8
  const logits = mul(div(clipped, add(norm, EPSILON)), options.alpha);
  const attended = maskedSoftmax(logits, contextMask);
  // #endregion eq-8
  const weights = queryMask === undefined ? attended : mul(attended, queryMask);
  return { weights, clipped, norm, similarity, denominator, product };
}

/** Whether eq. (6) normalises over the rows that attend; otherwise over the rows attended to. */
export function normalizesOverQuery({ direction, normalizeOver }: ResolvedAlignmentOptions): boolean {
  return normalizeOver === (direction === 'i2t' ? 'regions' : 'words');
}

/** The axis of [X, Y, q, c] over which eq. (6) normalises. */
function normAxis(options: ResolvedAlignmentOptions): 2 | 3 {
  return normalizesOverQuery(options) ? 2 : 3;
}

/** Padded rows of the normalised axis do not count in the norm. */
function masked(x: Tensor, { queryMask, contextMask }: SimilarityOperands, options: ResolvedAlignmentOptions): Tensor {
  const mask = normalizesOverQuery(options) ? queryMask : contextMask;
  return mask === undefined ? x : mul(x, mask);
}
