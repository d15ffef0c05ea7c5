import type { kernels } from '@rs-sam/tfjs-backend';
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
import { hasKernel, runKernel } from './engine-kernel';
import { EPSILON } from './epsilon';
import { rowNorms, safeReciprocal, sumOfProducts } from './row-norms';

const FORWARD: kernels.L2NormalizeKernel = 'L2Normalize';
const GRADIENT: kernels.L2NormalizeGradientKernel = 'L2NormalizeGrad';

/**
 * `x / (‖x‖₂ + 1e-8)` along the last axis, as in SCAN. A zero vector stays zero; its gradient is 0, since the norm has no derivative there.
 *
 * @param x [..., D]
 */
export function l2Normalize<T extends Tensor>(x: T): T {
  const normalize = customGrad((input, save) => {
    return {
      value: tidy(() => {
        const { value, norm } = normalized(input as Tensor);
        (save as GradSaveFunc)([input as Tensor, norm]);
        return value;
      }),
      gradFunc: (dy: Tensor, saved: Tensor[]) => l2NormalizeGradient(saved[0] as Tensor, saved[1] as Tensor, dy),
    };
  });
  return normalize(x) as T;
}

function normalized(x: Tensor): { readonly value: Tensor; readonly norm: Tensor } {
  if (canRun(FORWARD, x)) {
    const [value, norm] = runKernel<[Tensor, Tensor]>(FORWARD, { x });
    return { value, norm };
  }
  const norm = rowNorms(x);
  return { value: div(x, add(norm, EPSILON)), norm };
}

/** Whether the engine has the kernel; kernels take float32 tensors that have numbers. */
function canRun(kernel: string, x: Tensor): boolean {
  return x.dtype === 'float32' && x.size > 0 && hasKernel(kernel);
}

/** `dx = (dy − x (dy·x) / (n (n + ε))) / (n + ε)` with `n = ‖x‖`. */
function l2NormalizeGradient(x: Tensor, norm: Tensor, dy: Tensor): Tensor {
  if (canRun(GRADIENT, x)) return runKernel(GRADIENT, { x, norm, dy });
  return tidy(() => {
    const denominator = add(norm, EPSILON);
    const along = div(mul(sumOfProducts(dy, x), safeReciprocal(norm)), denominator);
    // A quotient with infinity is 0: one pass less over the features than a product with a mask.
    const divisor = where(greater(norm, 0), denominator, Number.POSITIVE_INFINITY);
    return div(sub(dy, mul(x, along)), divisor);
  });
}
