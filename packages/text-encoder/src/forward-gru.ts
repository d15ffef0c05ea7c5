import { mul, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { BidirectionalGruOptions } from './bidirectional-gru';
import { gru } from './gru';
import { checkGruWeights, type GruWeights } from './gru-weights';
import { checkShape } from './shape-mismatch-error';
import { captionMajor, timeMajor } from './time-major';

/**
 * t_i = h→_i, the states of one GRU that reads the words forwards: eq. (1) alone, as VSE++ reads a caption.
 *
 * Padded words are treated as `bidirectionalGru` treats them.
 *
 * @param x - Words `[B, N, I]`.
 * @param mask - `[B, N]`, 1 or true for a real word.
 * @returns `[B, N, H]`, 0 at a padded word.
 * @throws `ShapeMismatchError` with both shapes; `GruBiasError` for weights of the other convention.
 */
export function forwardGru(
  x: Tensor3D,
  mask: Tensor2D,
  weights: GruWeights,
  { resetAfter = false }: BidirectionalGruOptions = {},
): Tensor3D {
  checkShape('x', x.shape, [null, null, null], 'Pass words as [captions, words, numbers].');
  const [batch, steps, inputDim] = x.shape;
  checkShape('mask', mask.shape, [batch, steps], 'Pass one entry for each word of x.');
  const [units] = weights.candidate.recurrentKernel.shape;
  checkGruWeights('forward', weights, { inputDim, units, resetAfter });

  return tidy(() => {
    const { words, real, hold } = timeMajor(x, mask, units);
    const order = Array.from({ length: steps }, (_, t) => t);
    return captionMajor(mul(gru(words, hold, weights, { batch, order, resetAfter }), real), batch);
  });
}
