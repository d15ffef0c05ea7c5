import { div, fill, maximum, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * What each row counts in a mean over the real rows, `[items or 1, rows]`: a padded row 0, and every row 0 where none is real.
 *
 * @param mask [items, rows], 1 at a real row; absent when all are real.
 */
export function rowShare(mask: Tensor2D | undefined, rows: number): Tensor {
  if (mask === undefined) return fill([1, rows], rows === 0 ? 0 : 1 / rows);
  return div(mask, maximum(sum(mask, -1, true), 1));
}
