import type { kernels } from '@rs-sam/tfjs-backend';
import { add, concat, matMul, slice, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from '../operations/engine-kernel';

const HALF: kernels.HalfMatMulKernel = 'HalfMatMul';
const HALF_ADD: kernels.HalfMatMulAddKernel = 'HalfMatMulAdd';
const GRADIENT: kernels.HalvesGradientKernel = 'HalvesGradient';

/** Half of a kernel [2D, D]: the upper rows multiply the query, the lower ones the attended context. */
export type Half = kernels.HalfMatMulAttributes['half'];

/** `x half(kernel) + plus`, or `x half(kernel)ᵀ + plus`, with x [rows, D] and plus a row or a matrix. */
export function timesHalfPlus(x: Tensor2D, kernel: Tensor2D, half: Half, plus: Tensor, transpose = false): Tensor2D {
  if (hasKernel(HALF_ADD)) return runKernel(HALF_ADD, { x, kernel, plus }, { half, transpose });
  return add(timesHalf(x, kernel, half, transpose), plus);
}

/** `x half(kernel)`, or `x half(kernel)ᵀ`, with x [rows, D]. */
export function timesHalf(x: Tensor2D, kernel: Tensor2D, half: Half, transpose = false): Tensor2D {
  if (hasKernel(HALF)) return runKernel(HALF, { x, kernel }, { half, transpose });
  const [height, width] = kernel.shape;
  const part = slice(kernel, [half === 'upper' ? 0 : height / 2, 0], [height / 2, width]);
  return matMul(x, part, false, transpose);
}

/** The gradient of a kernel [2D, D], from what each half multiplied and the gradients of the two products, each [rows, D]. */
export function halvesGradient(inputs: kernels.HalvesGradientInputs<Tensor2D>): Tensor2D {
  if (hasKernel(GRADIENT)) return runKernel(GRADIENT, inputs);
  const { upper, dUpper, lower, dLower } = inputs;
  return concat([matMul<Tensor>(upper, dUpper, true), matMul<Tensor>(lower, dLower, true)]) as Tensor2D;
}
