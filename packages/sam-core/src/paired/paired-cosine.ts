import {
  customGrad,
  type GradSaveFunc,
  mul,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';
import { cosine, cosineGradient } from '../operations/cosine';
import { rowShare } from '../operations/row-share';
import { zerosOf } from '../operations/zeros-of';

/**
 * `cos(a, b)` along the last axis, with a gradient that is 0 at zero vectors.
 *
 * @param a [B, q, D]
 * @param b [B, q, D]
 * @returns [B, q]
 */
export function pairedCosine(a: Tensor3D, b: Tensor3D): Tensor2D {
  if (a.size === 0) return zerosOf(a.shape.slice(0, 2), [a, b]);
  const operation = customGrad((...inputs) => {
    const [left, right, save] = inputs as [Tensor, Tensor, GradSaveFunc];
    save([left, right]);
    return {
      value: tidy(() => cosine(left, right)),
      gradFunc: (dCosine: Tensor, [savedLeft, savedRight]: Tensor[]) =>
        tidy(() => {
          const gradients = cosineGradient(savedLeft as Tensor, savedRight as Tensor, dCosine);
          return [gradients.left, gradients.right];
        }),
    };
  });
  return operation(a, b) as Tensor2D;
}

/** `S = mean of cos(f̃, e) over the real rows` — eqs. (12) and (17). Returns [B, 1]; 0 for a pair without real rows. */
export function meanOverRows(cosines: Tensor2D, mask: Tensor2D | undefined): Tensor2D {
  const [batch, rows] = cosines.shape;
  if (cosines.size === 0) return zerosOf([batch, 1], [cosines]);
  // #region eq-12-mean
  return sum(mul(cosines, rowShare(mask, rows)), 1, true);
  // #endregion eq-12-mean
}
