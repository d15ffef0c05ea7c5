/*
 * Two kernels that an engine may have. `@rs-sam/core` uses them if they are registered, and otherwise computes the same with tfjs's
 * operations. `prepareBackend` registers them for the wasm engine, unless it runs tfjs's multi-threaded build.
 */

/** Name of the forward kernel, `y = x / (n + 1e-8)` with n = ‖x‖₂ along the last axis. It takes x and returns y and n, with n's last extent 1. */
export type L2NormalizeKernel = 'L2Normalize';

/** Name of the gradient kernel. It takes x, n and dy and returns `dx = (dy − x (dy·x) / (n (n + 1e-8))) / (n + 1e-8)`, 0 where n is 0. */
export type L2NormalizeGradientKernel = 'L2NormalizeGrad';

/** Inputs of the gradient kernel. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface L2NormalizeGradientInputs<TensorLike> {
  readonly x: TensorLike;
  readonly norm: TensorLike;
  readonly dy: TensorLike;
}
