import {
  div,
  greater,
  mul,
  onesLike,
  reshape,
  sqrt,
  square,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** `‖x‖₂` along the last axis, which is kept with extent 1. */
export function rowNorms(x: Tensor): Tensor {
  return sqrt(sum(square(x), -1, true));
}

/** `1 / x`, and 0 where x is 0. */
export function safeReciprocal(x: Tensor): Tensor {
  const positive = greater(x, 0);
  return where(positive, div(1, where(positive, x, onesLike(x))), zerosLike(x));
}

/** `a·b` along the last axis, which is kept with extent 1. */
export function sumOfProducts(a: Tensor, b: Tensor): Tensor {
  return sum(mul(a, b), -1, true);
}

/** `dx = dn x / ‖x‖`: the gradient of features through their norms n; 0 at a zero vector. */
export function throughNorm<T extends Tensor>(x: T, norms: Tensor, dNorms: Tensor): T {
  return mul<T>(x, mul(reshape(dNorms, norms.shape), safeReciprocal(norms)));
}
