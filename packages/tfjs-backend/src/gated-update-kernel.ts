/*
 * Two kernels that an engine may have. `@rs-sam/core` uses them if they are registered, and otherwise computes the same with tfjs's
 * operations. `prepareBackend` registers them for the wasm engine, unless it runs tfjs's multi-threaded build.
 */

/** Name of the forward kernel. Its output is `q' = g q + (1 − g) o [X, R, D]` with `[g ; o] = [σ ; tanh](ofContext + ofQuery)`. */
export type GatedUpdateKernel = 'GatedUpdate';

/**
 * Name of the gradient kernel. It takes the inputs and `dy [X, R, D]`, and returns the gradients of the argument `ofContext + ofQuery`,
 * [X, R, 2D], and of the query, summed over the contexts that share it.
 */
export type GatedUpdateGradientKernel = 'GatedUpdateGrad';

/** Inputs of the forward kernel; D must be a multiple of 4. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface GatedUpdateInputs<TensorLike> {
  /** [X, R, 2D]: the context's part of the arguments of gate and candidate, bias included. */
  readonly ofContext: TensorLike;
  /** [X or 1, R, 2D]: the query's part. */
  readonly ofQuery: TensorLike;
  /** q [X or 1, R, D] */
  readonly query: TensorLike;
}

/** Inputs of the gradient kernel. */
export interface GatedUpdateGradientInputs<TensorLike> extends GatedUpdateInputs<TensorLike> {
  readonly dy: TensorLike;
}
