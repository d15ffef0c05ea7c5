import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  greater,
  mul,
  sub,
  type Tensor,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { EPSILON } from './epsilon';
import { rowNorms, safeReciprocal, sumOfProducts } from './row-norms';

/**
 * `x / (‖x‖₂ + 1e-8)` along the last axis, as in SCAN. A zero vector stays zero; its gradient is 0, since the norm has no derivative there.
 *
 * @param x [..., D]
 */
export function l2Normalize<T extends Tensor>(x: T): T {
  const normalize = customGrad((input, save) => {
    return {
      value: tidy(() => {
        const norm = rowNorms(input as Tensor);
        (save as GradSaveFunc)([input as Tensor, norm]);
        return div(input as Tensor, add(norm, EPSILON));
      }),
      gradFunc: (dy: Tensor, saved: Tensor[]) => l2NormalizeGradient(saved[0] as Tensor, saved[1] as Tensor, dy),
    };
  });
  return normalize(x) as T;
}

/** `dx = (dy − x (dy·x) / (n (n + ε))) / (n + ε)` with `n = ‖x‖`. */
function l2NormalizeGradient(x: Tensor, norm: Tensor, dy: Tensor): Tensor {
  return tidy(() => {
    const denominator = add(norm, EPSILON);
    const along = div(mul(sumOfProducts(dy, x), safeReciprocal(norm)), denominator);
    // A quotient with infinity is 0: one pass less over the features than a product with a mask.
    const divisor = where(greater(norm, 0), denominator, Number.POSITIVE_INFINITY);
    return div(sub(dy, mul(x, along)), divisor);
  });
}
