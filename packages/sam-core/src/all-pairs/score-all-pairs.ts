import { flag } from '@rs-sam/foundation/options';
import { type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type AlignmentOperands, checkOperands, rolesOf } from '../operands/alignment-operands';
import { refuseNonFinite } from '../operands/non-finite';
import { warnOfUnmaskedPadding } from '../operands/unmasked-padding';
import { type AlignmentOptions, checkAlignmentOptions } from '../options/alignment-options';
import { scorePairs } from './score-pairs';

/** Options of `scoreAllPairs`. */
export interface ScoreAllPairsOptions extends AlignmentOptions {
  /**
   * True where the regions need no gradient, as those of a frozen CNN: a training step then computes a fifth fewer products. Default false.
   */
  readonly frozenRegions?: boolean;
  /**
   * Refuse NaN and infinities by name and index, and warn of captions without a mask that end in a row of zeros. It reads the
   * scores, so set it to false on webgpu. Default true.
   */
  readonly checkFinite?: boolean;
}

const MORE_RULES = { frozenRegions: flag, checkFinite: flag };

/**
 * S [B_i, B_t]: the score of every image with every caption, eq. (12) for i2t and eq. (17) for t2i, in the factored form:
 * `[f ; e] W = f W_top + Σ_j a_j (t_j W_bot)`, so the large products are computed once per image and once per caption.
 *
 * Differentiable in words, weights and regions; memory does not grow with the number of pairs. A pair with an empty side (no regions, or a
 * caption of padding only) scores 0 and has no gradient.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value, and for a gate without weights.
 * @throws ShapeMismatchError gives both shapes.
 * @throws NonFiniteError gives the operand and the index.
 */
export function scoreAllPairs(operands: AlignmentOperands, options: ScoreAllPairsOptions): Tensor2D {
  const resolved = checkAlignmentOptions('scoreAllPairs', options, MORE_RULES);
  checkOperands(operands, resolved);
  const { frozenRegions = false, checkFinite = true } = options;
  return tidy(() => {
    const imageAttends = resolved.direction === 'i2t';
    const roles = rolesOf(operands, resolved);
    const regions = imageAttends ? 'query' : 'context';
    const scores = scorePairs(roles, resolved, frozenRegions ? regions : undefined);
    if (checkFinite) {
      if (operands.wordMask === undefined) warnOfUnmaskedPadding(operands.words);
      // In these operands padded words are already 0; the given words may hold NaN there.
      const words = imageAttends ? roles.context : roles.query;
      refuseNonFinite(scores, { regions: operands.regions, words, ...roles.weights });
    }
    return imageAttends ? transpose(scores) : scores;
  });
}
