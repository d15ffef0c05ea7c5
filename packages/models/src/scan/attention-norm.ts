import { EPSILON, LEAKY_SLOPE, MASKED } from '@rs-sam/core/operations';
import { add, div, exp, leakyRelu, max, mul, sqrt, square, sub, sum, type Tensor } from '@tensorflow/tfjs-core';
import { TINY } from '../cross-attention/tiny';

/**
 * How SCAN prepares raw attention before the softmax (`raw_feature_norm`); every norm is over the rows that attend.
 *
 * - `clipped_l2norm`: `leaky(a) / (‖leaky(a)‖₂ + 1e-8)`, slope 0.1
 * - `l2norm`: `a / (‖a‖₂ + 1e-8)`
 * - `softmax`: `exp(a) / Σ exp(a)`
 * - `clipped`: `leaky(a)`
 * - `no_norm`: `a`
 *
 * SCAN's code also names `l1norm` and `clipped_l1norm`, but they call an undefined function.
 */
export type RawFeatureNorm = (typeof rawFeatureNorms)[number];

/** Every value of `RawFeatureNorm`. */
export const rawFeatureNorms = ['clipped_l2norm', 'l2norm', 'softmax', 'clipped', 'no_norm'] as const;

/** Axis of the query rows in [X, Y, q, c]. */
const QUERY_AXIS = 2;

/**
 * @param dot [X, Y, q, c]: products of query rows and context rows.
 * @param queryMask [X or 1, Y, q, 1]: 0 at a padded row, which does not count in a norm.
 */
export function normalizeAttention(dot: Tensor, queryMask: Tensor | undefined, norm: RawFeatureNorm): Tensor {
  switch (norm) {
    case 'clipped_l2norm':
      return overRows(leakyRelu(dot, LEAKY_SLOPE), queryMask);
    case 'l2norm':
      return overRows(dot, queryMask);
    case 'softmax':
      return softmaxOverRows(dot, queryMask);
    case 'clipped':
      return leakyRelu(dot, LEAKY_SLOPE);
    case 'no_norm':
      return dot;
  }
}

function overRows(x: Tensor, mask: Tensor | undefined): Tensor {
  const real = mask === undefined ? x : mul(x, mask);
  const squares = sum(square(real), QUERY_AXIS, true);
  return div(real, add(sqrt(add(squares, TINY)), EPSILON));
}

function softmaxOverRows(x: Tensor, mask: Tensor | undefined): Tensor {
  const logits = mask === undefined ? x : add(x, mul(sub(1, mask), MASKED));
  const powers = exp(sub(logits, max(logits, QUERY_AXIS, true)));
  return div(powers, sum(powers, QUERY_AXIS, true));
}
