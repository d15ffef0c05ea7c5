import { checkShape } from '@rs-sam/foundation/errors';
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

/** A pre-activation at which σ is exactly 1 in float32, even after the gate input of a padded word is added. */
const SATURATED = 1e4;

/** A batch of captions in the order of the recurrence: row t·B + b is word t of caption b. */
export interface TimeMajorWords {
  /** `[N·B, I]` */
  readonly words: Tensor2D;
  /** `[N·B, 1]`, 1 at a real word. */
  readonly real: Tensor2D;
  /** `[N·B, 2H]`, see `gruForward`: makes a padded word leave the state unchanged. */
  readonly hold: Tensor2D;
}

/**
 * The sizes [B, N, I] of words and their mask.
 *
 * @throws ShapeMismatchError
 */
export function checkWords(x: Tensor3D, mask: Tensor2D): Tensor3D['shape'] {
  checkShape('x', x.shape, [null, null, null], 'Pass words as [captions, words, numbers].');
  checkShape('mask', mask.shape, [x.shape[0], x.shape[1]], 'Pass one entry for each word of x.');
  return x.shape;
}

/**
 * Words `[B, N, I]` and their mask `[B, N]`, time-major.
 *
 * @param units - Numbers in a state, H.
 */
export function timeMajor(x: Tensor3D, mask: Tensor2D, units: number): TimeMajorWords {
  const [batch, steps, inputDim] = x.shape;
  const numbers = x.dtype === 'float32' ? x : cast(x, 'float32');
  const words = reshape(transpose(numbers, [1, 0, 2]), [steps * batch, inputDim]) as Tensor2D;
  const real = reshape(transpose(cast(mask, 'float32')), [steps * batch, 1]) as Tensor2D;
  const saturated = concat<Tensor>([fill([1, units], SATURATED), zeros([1, units])], 1);
  return { words, real, hold: matMul<Tensor2D>(sub(1, real), saturated) };
}

/** `[N·B, H]` as `[B, N, H]`. */
export function captionMajor(states: Tensor2D, batch: number): Tensor3D {
  const [rows, units] = states.shape;
  return transpose(reshape(states, [rows / batch, batch, units]), [1, 0, 2]) as Tensor3D;
}
