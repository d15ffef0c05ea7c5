import { cast, div, expandDims, greater, maximum, mul, square, squeeze, sub, type Tensor } from '@tensorflow/tfjs-core';
import { EPSILON } from './epsilon';
import { rowNorms, safeReciprocal, sumOfProducts } from './row-norms';

// #region eq-12
/**
 * `a·b / max(‖a‖ ‖b‖, 1e-8)` along the last axis, which is dropped; leading axes broadcast.
 */
export function cosine(a: Tensor, b: Tensor): Tensor {
  return squeeze(div(sumOfProducts(a, b), maximum(mul(rowNorms(a), rowNorms(b)), EPSILON)), [-1]);
}
// #endregion eq-12

/**
 * The gradient of `cosine`. At a zero vector it is 0. Where the denominator is the epsilon, it is a constant.
 *
 * @param dCosine the shape of the cosine.
 * @returns gradients of the broadcast shape, not summed back to the operands'.
 */
export function cosineGradient(a: Tensor, b: Tensor, dCosine: Tensor): { left: Tensor; right: Tensor } {
  const [normA, normB] = [rowNorms(a), rowNorms(b)];
  const product = mul(normA, normB);
  const denominator = maximum(product, EPSILON);
  const scale = div(expandDims(dCosine, -1), denominator);
  const free = cast(greater(product, EPSILON), 'float32');
  const along = mul(mul(scale, div(sumOfProducts(a, b), denominator)), mul(free, product));
  return {
    left: sub(mul(scale, b), mul(a, mul(along, square(safeReciprocal(normA))))),
    right: sub(mul(scale, a), mul(b, mul(along, square(safeReciprocal(normB))))),
  };
}
