/*
 * A kernel that an engine may have. `@rs-sam/core` uses it if it is registered, and otherwise computes the same with tfjs's operations.
 * `prepareBackend` registers it for `webgpu`, where the composed loss and its gradient are a hundred calls.
 */

/**
 * Name of the kernel of the triplet loss with hardest negatives. Its outputs are the loss [] and its gradient [B, B]:
 *
 *   L = Σ_r Σ_i relu(β − S_ii + max_j S_ij) + relu(β − S_ii + max_j S_ji), j over the valid pairs of rule r
 *
 * The first of equal negatives gets the gradient; an anchor without one adds nothing. The loss is NaN if any score is not finite.
 */
export type TripletLossKernel = 'TripletLoss';

/** Its inputs. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface TripletLossInputs<TensorLike> {
  /** S [B, B] */
  readonly scores: TensorLike;
  /** [R, B, B]: for each rule, 1 where pair j is a negative of pair i, a symmetric relation. */
  readonly valid: TensorLike;
}

/** Its attributes. */
export interface TripletLossAttributes {
  /** β */
  readonly margin: number;
}
