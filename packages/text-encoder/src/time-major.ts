import {
  cast,
  concat,
  fill,
  matMul,
  reshape,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';

/** A pre-activation at which σ is exactly 1 in float32, whatever a padded word adds to it. */
const SATURATED = 1e4;

/** A batch of captions as the recurrence reads it: row t·B + b is word t of caption b. */
export interface TimeMajorWords {
  /** `[N·B, I]` */
  readonly words: Tensor2D;
  /** `[N·B, 1]`, 1 at a real word. */
  readonly real: Tensor2D;
  /** `[N·B, 2H]`, see `gruForward`: what makes a padded word keep the state. */
  readonly hold: Tensor2D;
}

/**
 * Words `[B, N, I]` and their mask `[B, N]`, time-major.
 *
 * @param units - Numbers a state, H.
 */
export function timeMajor(x: Tensor3D, mask: Tensor2D, units: number): TimeMajorWords {
  const [batch, steps, inputDim] = x.shape;
  const words = reshape(transpose(x, [1, 0, 2]), [steps * batch, inputDim]) as Tensor2D;
  const real = reshape(transpose(cast(mask, 'float32')), [steps * batch, 1]) as Tensor2D;
  const saturated = concat<Tensor>([fill([1, units], SATURATED), zeros([1, units])], 1);
  return { words, real, hold: matMul<Tensor2D>(sub(1, real), saturated) };
}

/** `[N·B, H]` as `[B, N, H]`. */
export function captionMajor(states: Tensor2D, batch: number): Tensor3D {
  const [rows, units] = states.shape;
  return transpose(reshape(states, [rows / batch, batch, units]), [1, 0, 2]) as Tensor3D;
}
