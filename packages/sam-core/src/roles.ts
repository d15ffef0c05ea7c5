import { cast, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Direction } from './alignment-options';
import { withoutPadding } from './without-padding';

/** Images and captions as the direction casts them: who attends, who is attended to, and which rows of either are real. */
export interface Roles {
  readonly query: Tensor3D;
  readonly context: Tensor3D;
  readonly queryMask?: Tensor2D | undefined;
  readonly contextMask?: Tensor2D | undefined;
}

/** Gives regions and words their roles. Padded words are set to 0, so that not even a NaN among them can reach a result. */
export function castRoles(
  regions: Tensor3D,
  words: Tensor3D,
  wordMask: Tensor2D | undefined,
  direction: Direction,
): Roles {
  const mask = wordMask && cast<Tensor2D>(wordMask, 'float32');
  const clean = mask === undefined ? words : withoutPadding(words, mask);
  return direction === 'i2t'
    ? { query: regions, context: clean, contextMask: mask }
    : { query: clean, context: regions, queryMask: mask };
}
