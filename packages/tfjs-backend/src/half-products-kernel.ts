/*
 * Two kernels that an engine may have, for a kernel matrix [2D, D] whose upper half multiplies one input and whose lower half another.
 * They save the copies of 16 MB halves at D = 2048. `@rs-sam/core` uses them if they are registered, and otherwise slices and joins.
 */

/** Name of a kernel: `x half(kernel)`, or `x half(kernel)ᵀ`, with x [rows, D]. */
export type HalfMatMulKernel = 'HalfMatMul';

/** Its attributes. */
export interface HalfMatMulAttributes {
  readonly half: 'upper' | 'lower';
  readonly transpose: boolean;
}

/**
 * Name of another kernel, `x half(kernel) + plus` with the same attributes, plus a row [D] or a matrix of the product's shape. Only
 * `webgpu` has it: there a sum of its own is a call more.
 */
export type HalfMatMulAddKernel = 'HalfMatMulAdd';

/** Name of a kernel: `[upperᵀ dUpper ; lowerᵀ dLower]`, the gradient of such a matrix, [2D, D]. */
export type HalvesGradientKernel = 'HalvesGradient';

/** Its inputs, each [rows, D]: what each half multiplied, and the gradient of that product. */
export interface HalvesGradientInputs<TensorLike> {
  readonly upper: TensorLike;
  readonly dUpper: TensorLike;
  readonly lower: TensorLike;
  readonly dLower: TensorLike;
}
