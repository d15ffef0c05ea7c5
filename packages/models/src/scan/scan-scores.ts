import type { Direction } from '@rs-sam/core';
import { DIRECTIONS, type RegionsAndWords } from '@rs-sam/core/operations';
import type { PairOperands, PairScorer } from '@rs-sam/core/tiles';
import { scoreInTiles } from '@rs-sam/core/tiles';
import { checkOneOf, checkOptions, nonNegative, oneOf, positive } from '@rs-sam/foundation/options';
import {
  add,
  max,
  mul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { PairAttention } from '../contract/retrieval-model';
import { explainPairs } from '../cross-attention/explain-pairs';
import { pairsOf } from '../cross-attention/masked-operands';
import { castPairRoles, type PairRoles, rowProducts } from '../cross-attention/pair-roles';
import { type Aggregation, aggregateRows, aggregations } from './aggregate-rows';
import { attendedCosines, attentionOf } from './attend';
import { type RawFeatureNorm, rawFeatureNorms } from './attention-norm';

/** Options of `scanScores`. */
export interface ScanOptions {
  /** `t2i`: words attend to regions; `i2t`: regions attend to words. */
  readonly direction: Direction;
  /** Default `clipped_l2norm`. */
  readonly rawFeatureNorm?: RawFeatureNorm;
  /** λ₁, the inverse temperature of the attention. Default 9 in t2i, 4 in i2t. */
  readonly lambdaSoftmax?: number;
  /** Default `mean`. */
  readonly aggregation?: Aggregation;
  /** λ₂ of the log-sum-exp. Default 6 in t2i, 5 in i2t. */
  readonly lambdaLse?: number;
  /**
   * Factor of a second term of the score, the largest attention weight of each row, aggregated as the cosines are: 0.5 in PFAN's t2i.
   * Default 0.
   */
  readonly maxAttention?: number;
}

const scanRules = {
  direction: oneOf(DIRECTIONS),
  rawFeatureNorm: oneOf(rawFeatureNorms),
  lambdaSoftmax: positive,
  aggregation: oneOf(aggregations),
  lambdaLse: positive,
  maxAttention: nonNegative,
};

/**
 * S [B_i, B_t] of stacked cross attention. For t2i, `a_ij = v_i·t_j`, `w_ij = softmax_i(λ₁ norm(a))`, `e_j = Σ_i w_ij v_i`,
 * `S = AGG_j cos(t_j, e_j)`; i2t with the roles exchanged (Lee et al. 2018, eqs. 1–10).
 *
 * No tensor has D numbers for each pair. Differentiable in regions and words; padded words do not change the result.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError gives both shapes.
 */
export function scanScores(operands: RegionsAndWords, options: ScanOptions): Tensor2D {
  checkOptions('scanScores', scanRules, options);
  checkOneOf('direction', options.direction, DIRECTIONS);
  const resolved = resolveScanOptions(options);
  return tidy(() => {
    const pairs = pairsOf(operands);
    return scoreInTiles(pairs, floatsOfAttention(pairs), scanScorer(resolved));
  });
}

/** Fills in the defaults. */
export function resolveScanOptions(options: ScanOptions): Required<ScanOptions> {
  const words = options.direction === 't2i';
  return {
    direction: options.direction,
    rawFeatureNorm: options.rawFeatureNorm ?? 'clipped_l2norm',
    lambdaSoftmax: options.lambdaSoftmax ?? (words ? 9 : 4),
    aggregation: options.aggregation ?? 'mean',
    lambdaLse: options.lambdaLse ?? (words ? 6 : 5),
    maxAttention: options.maxAttention ?? 0,
  };
}

/** `scanScores` of one tile. */
export function scanScorer(options: Required<ScanOptions>): PairScorer {
  return (operands, paired) => {
    const roles = castPairRoles(operands, options.direction, paired);
    const dot = rowProducts(roles);
    const weights = attentionOf(dot, roles, options);
    const cosines = aggregateRows(attendedCosines(dot, weights, roles), roles.queryMask, options);
    if (options.maxAttention === 0) return byImage(cosines, roles, options.direction);
    const largest = aggregateRows(max(weights, -1), roles.queryMask, options);
    return byImage(add(cosines, mul(largest, options.maxAttention)), roles, options.direction);
  };
}

/** [contexts, queries] as [images, captions], or as [pairs]. */
export function byImage(scores: Tensor, { paired, extents }: PairRoles, direction: Direction): Tensor {
  if (paired) return reshape(scores, [extents[0]]);
  return direction === 't2i' ? scores : transpose(scores);
}

/** Size of the largest tensor of `scanScorer` for one pair: one weight for each word and region. */
export function floatsOfAttention({ images, texts }: PairOperands): number {
  return (images.regions as Tensor3D).shape[1] * (texts.words as Tensor3D).shape[1];
}

/** The attention and the score of image p and caption p. */
export function explainScan(operands: PairOperands, options: Required<ScanOptions>): PairAttention[] {
  return explainPairs(operands, options.direction, () => {
    const roles = castPairRoles(operands, options.direction, true);
    return {
      attention: attentionOf(rowProducts(roles), roles, options),
      scores: scanScorer(options)(operands, true) as Tensor1D,
    };
  });
}
