import { checkOptions, flag } from '@rs-sam/foundation/options';
import { add, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { gru } from './gru';
import { noWords } from './no-words';
import { type BidirectionalGruWeights, checkGruWeights, listGruWeights } from './weights/gru-weights';
import { checkWords, wordsByStep } from './words-by-step';

export interface GruOptions {
  /** Whether the reset gate is applied after the recurrent product, as in cuDNN and PyTorch. Default false: Keras, Cho et al. */
  readonly resetAfter?: boolean;
}

/** The rules for {@link GruOptions}. */
export const GRU_OPTIONS = { resetAfter: flag };

/**
 * t_i = (h→_i + h←_i) / 2 (eq. 3), h→ and h← the states of two GRUs that read the words forwards and backwards (eqs. 1, 2).
 *
 * A masked word leaves the state unchanged, gives the output 0 and gets no gradient. Therefore the backward direction starts at the
 * last real word, more padding changes nothing, and a caption without a real word gives zeros.
 *
 * @param x - Words `[B, N, I]`.
 * @param mask - `[B, N]`, 1 or true for a real word.
 * @param weights - The weights of both directions.
 * @returns Words in their context `[B, N, H]`.
 * @throws `ShapeMismatchError` with both shapes; `GruBiasError` for weights of the other convention; `InvalidOptionError`.
 */
export function bidirectionalGru(
  x: Tensor3D,
  mask: Tensor2D,
  { forward, backward }: BidirectionalGruWeights,
  options: GruOptions = {},
): Tensor3D {
  checkOptions('bidirectionalGru', GRU_OPTIONS, options);
  const { resetAfter = false } = options;
  const [batch, steps, inputDim] = checkWords(x, mask);
  const [units] = forward.candidate.recurrentKernel.shape;
  checkGruWeights('forward', forward, { inputDim, units, resetAfter });
  checkGruWeights('backward', backward, { inputDim, units, resetAfter });
  if (mask.size === 0) {
    return noWords([batch, steps, units], [x, ...listGruWeights(forward), ...listGruWeights(backward)]);
  }

  return tidy(() => {
    const { words, hold, runs, toCaptions } = wordsByStep(x, mask, units);
    // #region eq-3
    const there = gru(words, hold, forward, { runs, reversed: false, resetAfter });
    const back = gru(words, hold, backward, { runs, reversed: true, resetAfter });
    return toCaptions(add(there, back), 0.5);
    // #endregion eq-3
  });
}
