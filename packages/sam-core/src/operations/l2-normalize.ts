import {
  add,
  cast,
  customGrad,
  div,
  type GradSaveFunc,
  greater,
  mul,
  sub,
  type Tensor,
  tidy,
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
    (save as GradSaveFunc)([input as Tensor]);
    return {
      value: tidy(() => div(input as Tensor, add(rowNorms(input as Tensor), EPSILON))),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => l2NormalizeGradient(saved as Tensor, dy),
    };
  });
  return normalize(x) as T;
}

/** `dx = (dy − x (dy·x) / (n (n + ε))) / (n + ε)` with `n = ‖x‖`. */
function l2NormalizeGradient(x: Tensor, dy: Tensor): Tensor {
  return tidy(() => {
    const norm = rowNorms(x);
    const denominator = add(norm, EPSILON);
    const along = div(mul(sumOfProducts(dy, x), safeReciprocal(norm)), denominator);
    return mul(div(sub(dy, mul(x, along)), denominator), cast(greater(norm, 0), 'float32'));
  });
}
