import { formatShape, InvalidOptionError, ShapeMismatchError } from '@rs-sam/foundation/errors';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { asFloat } from './as-float';
import { type GateWeights, gateWeightList } from './gate-weights';
import { withoutPadding } from './without-padding';

/** Images and captions in the joint space. */
export interface RegionsAndWords {
  /** [B_i, K, D] */
  readonly regions: Tensor3D;
  /** [B_t, N, D] */
  readonly words: Tensor3D;
  /** [B_t, N]: 1 at a real word, 0 at a padded one. Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
}

/** Images and captions to score against each other. */
export interface AlignmentOperands extends RegionsAndWords {
  /** The gate's weights for this direction. Needed unless `gate` is false. */
  readonly weights?: GateWeights | undefined;
}

/** Images and captions as query and context; the direction decides which is which. */
export interface PairRoles {
  /** [B_q, q, D] */
  readonly query: Tensor3D;
  /** [B_c, c, D] */
  readonly context: Tensor3D;
  /** [B_q, q]; absent when every row is real. */
  readonly queryMask?: Tensor2D | undefined;
  /** [B_c, c]; absent when every row is real. */
  readonly contextMask?: Tensor2D | undefined;
  /** Absent when the gate is off. */
  readonly weights?: GateWeights | undefined;
}

/** Makes regions and words the query and the context. Padded words are set to 0, so that a NaN among them cannot reach a result. */
export function rolesOf(
  { regions, words, wordMask, weights }: AlignmentOperands,
  { direction, gate }: Pick<ResolvedAlignmentOptions, 'direction' | 'gate'>,
): PairRoles {
  const mask = wordMask && asFloat(wordMask);
  const captions = mask === undefined ? asFloat(words) : withoutPadding(asFloat(words), mask);
  const used = gate ? weights : undefined;
  // #region roles
  return direction === 'i2t'
    ? { query: asFloat(regions), context: captions, contextMask: mask, weights: used }
    : { query: captions, context: asFloat(regions), queryMask: mask, weights: used };
  // #endregion roles
}

/**
 * @throws ShapeMismatchError gives both shapes.
 * @throws InvalidOptionError when the gate is on and `weights` is missing.
 */
export function checkOperands(operands: AlignmentOperands, { gate }: Pick<ResolvedAlignmentOptions, 'gate'>): void {
  const { regions, weights } = operands;
  checkFeatures(operands);
  if (!gate) return;
  if (weights === undefined) {
    throw new InvalidOptionError('weights', undefined, 'the weights of the gate, or gate must be false (SAM-6)');
  }
  const depth = regions.shape[2];
  const names = ['gateKernel', 'gateBias', 'candidateKernel', 'candidateBias'];
  gateWeightList(weights).forEach((weight, i) => {
    const fitting = i % 2 === 0 ? [2 * depth, depth] : [depth];
    if (weight.shape.join() === fitting.join()) return;
    throw new ShapeMismatchError(
      names[i] as string,
      weight.shape,
      `regions ${formatShape(regions.shape)}`,
      `For this depth it has the shape ${formatShape(fitting)}.`,
    );
  });
}

/** @throws ShapeMismatchError unless regions and words have three axes and are equally deep, and the mask has a value for each word. */
export function checkFeatures({ regions, words, wordMask }: RegionsAndWords): void {
  const wordShape = `words ${formatShape(words.shape)}`;
  if (regions.rank !== 3 || words.rank !== 3) {
    throw new ShapeMismatchError('regions', regions.shape, wordShape, 'Both have three axes: items, rows, depth.');
  }
  if (regions.shape[2] !== words.shape[2]) {
    throw new ShapeMismatchError(
      'regions',
      regions.shape,
      wordShape,
      'Their last axes must be equal: give the text encoder as many units, or project the regions.',
    );
  }
  if (wordMask !== undefined && wordMask.shape.join() !== words.shape.slice(0, 2).join()) {
    throw new ShapeMismatchError(
      'wordMask',
      wordMask.shape,
      wordShape,
      'The mask has one value for each word: [captions, words].',
    );
  }
}
