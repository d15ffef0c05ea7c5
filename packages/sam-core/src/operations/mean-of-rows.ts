import type { kernels } from '@rs-sam/tfjs-backend';
import { expandDims, mul, reshape, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './engine-kernel';
import { rowShare } from './row-share';

const MEAN: kernels.MeanOfRowsKernel = 'MeanOfRows';
const GRADIENT: kernels.MeanOfRowsGradientKernel = 'MeanOfRowsGrad';

/**
 * The mean over the real rows of each item, see `rowShare`.
 *
 * @param x [X, Y · q], one value for each of the q rows of Y items.
 * @param mask [Y, q]; absent when all are real.
 * @returns [X, Y]
 */
export function meanOfRows(x: Tensor, mask: Tensor2D | undefined, rows: number): Tensor2D {
  if (hasKernel(MEAN)) return runKernel(MEAN, { x, mask }, { rows });
  const [contexts, all] = x.shape as [number, number];
  return sum(mul(reshape(x, [contexts, all / rows, rows]), rowShare(mask, rows)), -1) as Tensor2D;
}

/** The derivative of `meanOfRows`, from [X, Y] to [X, Y · q]. */
export function meanOfRowsGradient(dy: Tensor2D, mask: Tensor2D | undefined, rows: number): Tensor2D {
  if (hasKernel(GRADIENT)) return runKernel(GRADIENT, { dy, mask }, { rows });
  const [contexts, items] = dy.shape;
  return reshape(mul(expandDims(dy, -1), rowShare(mask, rows)), [contexts, items * rows]);
}
