/*
 * Kernels that an engine may have, for work on rows that is many calls with tfjs's operations. `@rs-sam/core` uses them if they are
 * registered, and otherwise composes them. `prepareBackend` registers them for `webgpu`.
 */

/** Name of a kernel: x [B, N, D] with 0 in the rows whose mask [B, N] is 0, whatever is in them. Its inputs are `x` and `mask`. */
export type MaskRowsKernel = 'MaskRows';

/** Name of a kernel: `‖x‖₂` of each row of x [R, D], [R, 1]. Its input is `x`. */
export type RowNormsKernel = 'RowNorms';

/**
 * Name of a kernel: `sum + x dn / ‖x‖`, a gradient of features plus the one through their norms, with 0 for the second term at a zero
 * vector. Its inputs are `sum` and `x` [R, D], `norms` and `dNorms` with R values, and, optionally, `more` [R, D], which is added.
 */
export type AddThroughNormsKernel = 'AddThroughNorms';

/**
 * Name of a kernel: the mean of x [X, Y·q] over the rows of each item, `Σ_i m_yi x_yi / max(Σ_i m_yi, 1)`, [X, Y]. Its inputs are `x` and,
 * optionally, `mask` [Y, q].
 */
export type MeanOfRowsKernel = 'MeanOfRows';

/** Name of its gradient: from `dy` [X, Y] and, optionally, `mask` to [X, Y·q]. */
export type MeanOfRowsGradientKernel = 'MeanOfRowsGrad';

/** Attributes of both. */
export interface MeanOfRowsAttributes {
  /** q */
  readonly rows: number;
}
