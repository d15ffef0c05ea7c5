/*
 * Two kernels that an engine may have. `@rs-sam/core` uses them if they are registered, and otherwise computes the same with tfjs's
 * operations. `prepareBackend` registers them for the wasm engine, unless it runs tfjs's multi-threaded build.
 *
 * For every query row u of an item y and every row j of a context x, eqs. (5)–(8) and (13):
 *
 *   s = dot / max(|f_u| |t_j|, 1e-8),  r = max(s, 0) or, if leaky, max(s, 0.1 s)
 *   z = r / (‖r‖ + 1e-8), the norm over the rows u of y if overQuery, otherwise over the rows j of x; padded rows do not count
 *   weight = softmax_j(alpha z) over the real rows j; all are 0 where none is real, and for a padded row u
 */

/** Name of the forward kernel. Its output is `weights [X, Y·q, c]`. */
export type AttentionWeightsKernel = 'AttentionWeights';

/**
 * Name of the gradient kernel. It takes the inputs, `weights` and `dWeights [X, Y·q, c]`, and returns the gradients of `dot`, `queryNorm`
 * and `contextNorm`.
 */
export type AttentionWeightsGradientKernel = 'AttentionWeightsGrad';

/** Inputs of both kernels: Y query items of q rows, X contexts of c rows. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface AttentionWeightsInputs<TensorLike> {
  /** [Y·q, X·c]: inner products of all query rows and all context rows. */
  readonly dot: TensorLike;
  /** [Y, q]: the norms of the query rows. */
  readonly queryNorm: TensorLike;
  /** [X, c] */
  readonly contextNorm: TensorLike;
  /** [Y, q]: 1 at a real row, 0 at a padded one; absent when all are real. */
  readonly queryMask?: TensorLike | undefined;
  /** [X, c] */
  readonly contextMask?: TensorLike | undefined;
}

/** Attributes of both kernels. */
export interface AttentionWeightsAttributes {
  readonly alpha: number;
  readonly leaky: boolean;
  readonly overQuery: boolean;
}
