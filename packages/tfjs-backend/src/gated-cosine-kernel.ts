/*
 * Two kernels that an engine may have. `@rs-sam/core` uses them if they are registered, and otherwise computes the same with tfjs's
 * operations. `prepareBackend` registers them for the wasm engine, unless it runs tfjs's multi-threaded build.
 *
 * For every context x (c rows) and every query row u, with attention weights a = attention[x, u]:
 *
 *   e = Σ_j a_j context[x, j]
 *   g = σ(queryGate[u] + Σ_j a_j contextGate[x, j])
 *   n = candidate(queryCandidate[u] + Σ_j a_j contextCandidate[x, j])
 *   v = query[u] + g (n − query[u])
 *   cosine[x, u] = v·e / max(|v| |e|, 1e-8), and 0 for a row whose weights are all 0: it attends to nothing
 */

/** Name of the forward kernel. Its output is `cosine [X, U]`. */
export type GatedCosineKernel = 'GatedCosine';

/** Name of the gradient kernel. It takes the inputs and `dCosine [X, U]`, and returns the gradients in the order of the inputs, without those of frozen features. */
export type GatedCosineGradientKernel = 'GatedCosineGrad';

/** Inputs of both kernels; D must be a multiple of 4. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface GatedCosineInputs<TensorLike> {
  /** [X, U, c]: weight of each context row for each query row. */
  readonly attention: TensorLike;
  /** [U, D] */
  readonly query: TensorLike;
  /** [U, D]: the query's part of the gate's argument, bias included. */
  readonly queryGate: TensorLike;
  /** [U, D]: the query's part of the candidate's argument, bias included. */
  readonly queryCandidate: TensorLike;
  /** [X, c, D] */
  readonly context: TensorLike;
  /** [X, c, D] */
  readonly contextGate: TensorLike;
  /** [X, c, D] */
  readonly contextCandidate: TensorLike;
}

/** Attributes of both kernels. */
export interface GatedCosineAttributes {
  readonly candidate: 'sigmoid' | 'tanh';
  /** The side whose features need no gradient: the gradient kernel then leaves `query` or `context` out. Its parts of the gate have theirs. */
  readonly frozen?: 'query' | 'context' | undefined;
  /**
   * With a frozen context, the kernel may return its gradients by row instead of summed, where they are fewer; see `GatedCosineGradients`.
   * Default false.
   */
  readonly byRow?: boolean | undefined;
}

/**
 * The gradients, in the order in which the gradient kernel returns them.
 *
 * By row, for the P pairs of a query row and a context whose cosine has a gradient, `contextGate` and `contextCandidate` are the gradients
 * [P, D] of the arguments of gate and candidate, and `attended` has the attended contexts e [P, D] of the same pairs. The gradient of a
 * kernel K, where contextGate is context K, is then attendedᵀ contextGate instead of contextᵀ contextGate.
 */
export type GatedCosineGradients<TensorLike> = Omit<GatedCosineInputs<TensorLike>, 'query' | 'context'> & {
  readonly query?: TensorLike;
  readonly context?: TensorLike;
  readonly attended?: TensorLike;
};

/** The names of the summed gradients, in the order in which the gradient kernel returns them; by row, `attended` follows. */
export function gatedCosineGradientNames({
  frozen,
}: Pick<GatedCosineAttributes, 'frozen'>): (keyof GatedCosineInputs<unknown>)[] {
  const names = [
    'attention',
    'query',
    'queryGate',
    'queryCandidate',
    'context',
    'contextGate',
    'contextCandidate',
  ] as const;
  return names.filter((name) => name !== frozen);
}
