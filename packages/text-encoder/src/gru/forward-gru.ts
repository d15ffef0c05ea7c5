import { checkOptions } from '@rs-sam/foundation/options';
import { type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { GRU_OPTIONS, type GruOptions } from './bidirectional-gru';
import { gru } from './gru';
import { noWords } from './no-words';
import { checkGruWeights, type GruWeights, listGruWeights } from './weights/gru-weights';
import { checkWords, wordsByStep } from './words-by-step';

/**
 * t_i = h→_i, the states of one GRU that reads the words forwards: eq. (1) alone, as VSE++ reads a caption.
 *
 * Padded words are treated as in `bidirectionalGru`.
 *
 * @param x - Words `[B, N, I]`.
 * @param mask - `[B, N]`, 1 or true for a real word.
 * @returns `[B, N, H]`, 0 at a padded word.
 * @throws `ShapeMismatchError` with both shapes; `GruBiasError` for weights of the other convention; `InvalidOptionError`.
 */
export function forwardGru(x: Tensor3D, mask: Tensor2D, weights: GruWeights, options: GruOptions = {}): Tensor3D {
  checkOptions('forwardGru', GRU_OPTIONS, options);
  const { resetAfter = false } = options;
  const [batch, steps, inputDim] = checkWords(x, mask);
  const [units] = weights.candidate.recurrentKernel.shape;
  checkGruWeights('forward', weights, { inputDim, units, resetAfter });
  if (mask.size === 0) return noWords([batch, steps, units], [x, ...listGruWeights(weights)]);

  return tidy(() => {
    const { words, hold, runs, toCaptions } = wordsByStep(x, mask, units);
    return toCaptions(gru(words, hold, weights, { runs, reversed: false, resetAfter }), 1);
  });
}
