import { abs, max, slice, type Tensor3D, tidy } from '@tensorflow/tfjs-core';

let warned = false;

/**
 * Warns once per process when captions end in a row of zeros and have no mask. Such rows are almost always padding; without a mask each
 * counts as a word and changes the scores. It is not an error, because a text encoder may compute zeros.
 *
 * It reads one number for each caption.
 *
 * @param words [B, N, D], given without a mask.
 */
export function warnOfUnmaskedPadding(words: Tensor3D): void {
  if (warned || words.size === 0) return;
  const [captions, size, depth] = words.shape;
  const largest = tidy(() => max(abs(slice(words, [0, size - 1, 0], [captions, 1, depth])), [1, 2]).dataSync());
  const padded = largest.indexOf(0);
  if (padded < 0) return;
  warned = true;
  console.warn(
    `@rs-sam/core: caption ${padded} ends in a row of zeros and has no word mask. If the row is padding, it changes the scores: give the mask, as wordMask(padBatch(…)) or maskOf(ids). If it is a word, give a mask of ones.`,
  );
}
