import { checkShape } from '@rs-sam/foundation/errors';
import type { kernels } from '@rs-sam/tfjs-backend';
import {
  cast,
  getBackend,
  matMul,
  mul,
  reshape,
  sub,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core';
import { packingOf } from './packing';
import { rearrangedRows } from './rearranged-rows';

/** A pre-activation at which σ is exactly 1 in float32, even after the gate input of a padded word is added. */
const SATURATED = 1e4;

/** A batch of captions in the order of the recurrence: the first words of all captions, then the second ones, and so on. */
export interface WordsByStep {
  /** `[R, I]` */
  readonly words: Tensor2D;
  /** `[R, 2H]`, see `gruForward`: makes a padded word leave the state unchanged. */
  readonly hold: Tensor2D;
  readonly runs: readonly kernels.GruStepRun[];
  /** States `[R, H]` times a factor as `[B, N, H]`; 0 at a padded word. */
  toCaptions(states: Tensor2D, factor: number): Tensor3D;
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
 * Words `[B, N, I]` with their mask `[B, N]`, step by step. Where the mask can be read at once, padded words are left out: in a batch of 32
 * captions of UCM they are a third.
 *
 * @param units - Numbers in a state, H.
 */
export function wordsByStep(x: Tensor3D, mask: Tensor2D, units: number): WordsByStep {
  const numbers = x.dtype === 'float32' ? x : cast(x, 'float32');
  return getBackend() === 'wasm' ? packed(numbers, mask, units) : timeMajor(numbers, mask, units);
}

/** Almost only the real words. */
function packed(x: Tensor3D, mask: Tensor2D, units: number): WordsByStep {
  const [batch, steps, inputDim] = x.shape;
  const { runs, places, isReal, rows, isWord } = packingOf(mask.dataSync(), batch, steps);
  const flat = reshape(x, [batch * steps, inputDim]) as Tensor2D;
  return {
    words: rearrangedRows(flat, { rows: places }, { rows, factors: isWord }),
    hold: holdOf(tensor2d(isReal, [places.length, 1]), units),
    runs,
    toCaptions(states, factor) {
      const times = (factors: Float32Array) => factors.map((value) => factor * value);
      const there = { rows, factors: times(isWord) };
      const back = { rows: places, factors: times(isReal) };
      return reshape(rearrangedRows(states, there, back), [batch, steps, units]) as Tensor3D;
    },
  };
}

/** Every word: row t·B + b is word t of caption b. */
function timeMajor(x: Tensor3D, mask: Tensor2D, units: number): WordsByStep {
  const [batch, steps, inputDim] = x.shape;
  const real = reshape(transpose(cast(mask, 'float32')), [steps * batch, 1]) as Tensor2D;
  return {
    words: reshape(transpose(x, [1, 0, 2]), [steps * batch, inputDim]) as Tensor2D,
    hold: holdOf(real, units),
    runs: [{ steps, batch }],
    toCaptions(states, factor) {
      const scaled = mul(states, mul(real, factor));
      return transpose(reshape(scaled, [steps, batch, units]), [1, 0, 2]) as Tensor3D;
    },
  };
}

/** @param real - `[R, 1]`, 1 at a real word. */
function holdOf(real: Tensor2D, units: number): Tensor2D {
  const saturated = Float32Array.from({ length: 2 * units }, (_, i) => (i < units ? SATURATED : 0));
  return matMul<Tensor2D>(sub(1, real), tensor2d(saturated, [1, 2 * units]));
}
