import { add, mul, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { gru } from './gru';
import { type BidirectionalGruWeights, checkGruWeights } from './gru-weights';
import { checkShape } from './shape-mismatch-error';
import { captionMajor, timeMajor } from './time-major';

export interface BidirectionalGruOptions {
  /** Whether the reset gate is applied after the recurrent product, as in cuDNN and PyTorch. Default false: Keras, Cho et al. */
  readonly resetAfter?: boolean;
}

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
    const { words, real, hold } = timeMajor(x, mask, units);
    const order = Array.from({ length: steps }, (_, t) => t);
    const there = gru(words, hold, forward, { batch, order, resetAfter });
    const back = gru(words, hold, backward, { batch, order: [...order].reverse(), resetAfter });
    return captionMajor(mul(add(there, back), mul(real, 0.5)), batch);
  });
}
