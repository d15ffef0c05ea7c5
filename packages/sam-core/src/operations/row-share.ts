import { div, fill, maximum, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * The weight of each row in a mean over the real rows, `[items or 1, rows]`: 0 for a padded row, and 0 for every row of an item without
 * real rows.
 *
 * @param mask [items, rows], 1 at a real row; absent when all are real.
 */
export function rowShare(mask: Tensor2D | undefined, rows: number): Tensor {
  if (mask === undefined) return fill([1, rows], rows === 0 ? 0 : 1 / rows);
  return div(mask, maximum(sum(mask, -1, true), 1));
}
