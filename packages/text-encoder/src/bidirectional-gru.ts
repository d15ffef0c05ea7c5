import {
  add,
  cast,
  concat,
  fill,
  matMul,
  mul,
  reshape,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import { gru } from './gru';
import { type BidirectionalGruWeights, checkGruWeights } from './gru-weights';
import { checkShape } from './shape-mismatch-error';

export interface BidirectionalGruOptions {
  /** Whether the reset gate is applied after the recurrent product, as in cuDNN and PyTorch. Default false: Keras, Cho et al. */
  readonly resetAfter?: boolean;
}

/** A pre-activation at which σ is exactly 1 in float32, whatever a padded word adds to it. */
const SATURATED = 1e4;

/**
 * t_i = (h→_i + h←_i) / 2 (eq. 3), h→ and h← the states of two GRUs that read the words forwards and backwards (eqs. 1, 2).
 *
 * A masked word keeps the state as it was, gives the output 0 and gets no gradient: the backward direction starts at the
 * last real word, padding a caption further changes nothing, and a caption without a real word gives zeros.
 *
 * @param x - Words `[B, N, I]`.
 * @param mask - `[B, N]`, 1 or true for a real word.
 * @param weights - Those of both directions.
 * @returns Words in their context `[B, N, H]`.
 * @throws `ShapeMismatchError` with both shapes; `GruBiasError` for weights of the other convention.
 */
export function bidirectionalGru(
  x: Tensor3D,
  mask: Tensor2D,
  { forward, backward }: BidirectionalGruWeights,
  { resetAfter = false }: BidirectionalGruOptions = {},
): Tensor3D {
  checkShape('x', x.shape, [null, null, null], 'Pass words as [captions, words, numbers].');
  const [batch, steps, inputDim] = x.shape;
  checkShape('mask', mask.shape, [batch, steps], 'Pass one entry for each word of x.');
  const [units] = forward.candidate.recurrentKernel.shape;
  checkGruWeights('forward', forward, { inputDim, units, resetAfter });
  checkGruWeights('backward', backward, { inputDim, units, resetAfter });

  return tidy(() => {
    const words = reshape(transpose(x, [1, 0, 2]), [steps * batch, inputDim]) as Tensor2D;
    const real = reshape(transpose(cast(mask, 'float32')), [steps * batch, 1]) as Tensor2D;
    const saturated = concat<Tensor>([fill([1, units], SATURATED), zeros([1, units])], 1);
    const hold = matMul<Tensor2D>(sub(1, real), saturated);
    const order = Array.from({ length: steps }, (_, t) => t);
    const there = gru(words, hold, forward, { batch, order, resetAfter });
    const back = gru(words, hold, backward, { batch, order: [...order].reverse(), resetAfter });
    const mean = mul(add(there, back), mul(real, 0.5));
    return transpose(reshape(mean, [steps, batch, units]), [1, 0, 2]) as Tensor3D;
  });
}
