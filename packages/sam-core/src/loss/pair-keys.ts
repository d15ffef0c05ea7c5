import { ShapeMismatchError } from '@rs-sam/foundation/errors';
import { matching } from '@rs-sam/foundation/options';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** What decides which pairs of a batch belong together; pair i is image i with caption i. */
export interface PairKeys {
  /** The image of each pair, its index or any key of it. Default: all different. */
  readonly images?: readonly (string | number)[] | undefined;
  /** The caption of each pair, its text or any key of it. Default: all different. */
  readonly captions?: readonly (string | number)[] | undefined;
}

/** The rule of an option with one entry for each pair. */
export const perPair = matching(
  'an array with one entry for each pair',
  (value) => Array.isArray(value) || ArrayBuffer.isView(value),
);

/** Whether caption j also describes image i: it is the image's own, another caption of it, or identical to its own. */
export function belongTogether({ images, captions }: PairKeys, i: number, j: number): boolean {
  return i === j || same(images, i, j) || same(captions, i, j);
}

/** Whether both pairs have the same entry of a list. */
export function same(list: readonly (string | number)[] | undefined, i: number, j: number): boolean {
  return list !== undefined && list[i] === list[j];
}

/**
 * The batch size of scores [B, B].
 *
 * @throws ShapeMismatchError when they are not square, or the length of a list is not their size.
 */
export function checkBatch(scores: Tensor2D, lists: Readonly<Record<string, readonly unknown[] | undefined>>): number {
  const [batch, columns] = scores.shape;
  if (scores.rank !== 2 || batch !== columns) {
    const expected = `square scores [${batch}, ${batch}]`;
    throw new ShapeMismatchError('scores', scores.shape, expected, 'Pair image i with caption i.');
  }
  for (const [name, list] of Object.entries(lists)) {
    if (list === undefined || list.length === batch) continue;
    const expected = `scores [${batch}, ${batch}]`;
    throw new ShapeMismatchError(name, [list.length], expected, 'Give one for each pair of the batch.');
  }
  return batch;
}
