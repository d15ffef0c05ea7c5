import { gather, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Encoding } from '../contract/retrieval-model';

/** Name under which an encoding holds which of its rows are real, [items, rows], 1 or 0. It is a constant: it has no gradient. */
export const MASK = 'mask';

/** Images and captions to score against each other, and the weights that the score itself has. */
export interface PairOperands {
  /** Every tensor has the images on its first axis. */
  readonly images: Encoding;
  /** Every tensor has the captions on its first axis. */
  readonly texts: Encoding;
  readonly weights?: Encoding;
}

/**
 * Scores the images and captions that it is given.
 *
 * @param paired Image p with caption p, a result [P]; else every image with every caption, a result [B_i, B_t].
 */
export type PairScorer = (operands: PairOperands, paired: boolean) => Tensor;

/** How many items an encoding holds. */
export function itemsOf(encoding: Encoding): number {
  return Object.values(encoding)[0]?.shape[0] ?? 0;
}

/** Items `start` to before `end`. */
export function itemsBetween(encoding: Encoding, start: number, end: number): Encoding {
  if (start === 0 && end === itemsOf(encoding)) return encoding;
  return mapped(encoding, (x) => slice(x, start, end - start));
}

/** The items at those indices, [P] int32. */
export function itemsAt(encoding: Encoding, indices: Tensor): Encoding {
  return mapped(encoding, (x) => gather(x, indices as never));
}

/** The names of what may have a gradient, in a fixed order. */
export function differentiable(encoding: Encoding): string[] {
  return Object.keys(encoding).filter((name) => name !== MASK);
}

function mapped(encoding: Encoding, f: (x: Tensor) => Tensor): Encoding {
  return Object.fromEntries(Object.entries(encoding).map(([name, x]) => [name, f(x)]));
}
