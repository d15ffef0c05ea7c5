import { type Tensor2D, type Tensor3D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type AlignmentOptions, type ResolvedAlignmentOptions, resolveAlignmentOptions } from './alignment-options';
import { ShapeMismatchError } from './errors';
import { refuseNonFinite } from './finite';
import { type GateWeights, listOf } from './gate-weights';
import { type PairOperands, scorePairs } from './pair-scores';
import { castRoles } from './roles';

/** Images and captions to score against each other. */
export interface AlignmentOperands {
  /** F [B_i, K, D]: the regions of each image. */
  readonly regions: Tensor3D;
  /** T [B_t, N, D]: the words of each caption, padded to the same number. */
  readonly words: Tensor3D;
  /** [B_t, N]: 1 at a real word, 0 at a padded one. Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
  /** The gate's weights for the direction at hand. Needed unless `gate` is false. */
  readonly weights?: GateWeights | undefined;
}

/** Options of `scoreAllPairs`. */
export interface ScoreAllPairsOptions extends AlignmentOptions {
  /** Regions of a frozen CNN need no gradient; without it a training step saves a fifth of its products. Default false. */
  readonly frozenRegions?: boolean;
  /** Refuse NaN and infinities by name and index. It reads the scores back, so leave it out on webgpu. Default true. */
  readonly checkFinite?: boolean;
}

/**
 * S [B_i, B_t]: the score of every image with every caption, eq. (12) for i2t and eq. (17) for t2i, in the factored form:
 * `[f ; e] W = f W_top + Σ_j a_j (t_j W_bot)`, so the large products are made once per image and once per caption.
 *
 * Differentiable in words, weights and regions; memory does not grow with the number of pairs. A pair with nothing on one side
 * (no regions, or a caption of padding only) scores 0 and has no gradient.
 *
 * @throws ShapeMismatchError gives both shapes.
 * @throws NonFiniteError names the operand and the index.
 */
export function scoreAllPairs(operands: AlignmentOperands, options: ScoreAllPairsOptions): Tensor2D {
  const resolved = resolveAlignmentOptions(options);
  checkShapes(operands, resolved);
  const { frozenRegions = false, checkFinite = true } = options;
  return tidy(() => {
    const imageAttends = resolved.direction === 'i2t';
    const frozen = frozenRegions ? { [imageAttends ? 'query' : 'context']: true } : {};
    const roles = rolesOf(operands, resolved);
    const scores = scorePairs(roles, resolved, frozen);
    // The words without their padding, which may hold anything.
    const words = imageAttends ? roles.context : roles.query;
    if (checkFinite) refuseNonFinite(scores, { regions: operands.regions, words, ...roles.weights });
    return imageAttends ? transpose(scores) : scores;
  });
}

/** The operands in their roles, with the weights where the gate is on. */
export function rolesOf(
  { regions, words, wordMask, weights }: AlignmentOperands,
  { direction, gate }: ResolvedAlignmentOptions,
): PairOperands {
  return { ...castRoles(regions, words, wordMask, direction), weights: gate ? weights : undefined };
}

/** @throws ShapeMismatchError gives both shapes. */
export function checkShapes(
  { regions, words, wordMask, weights }: AlignmentOperands,
  { gate }: ResolvedAlignmentOptions,
): void {
  const refuse = (
    left: string,
    shape: readonly number[],
    right: string,
    other: readonly number[],
    remedy: string,
  ): never => {
    throw new ShapeMismatchError('Semantic alignment', left, shape, right, other, remedy);
  };
  if (regions.rank !== 3 || words.rank !== 3) {
    refuse('regions', regions.shape, 'words', words.shape, 'Both have three axes: items, rows, depth.');
  }
  const depth = regions.shape[2];
  if (depth !== words.shape[2]) {
    refuse(
      'regions',
      regions.shape,
      'words',
      words.shape,
      'Their last axes must be equal; give the text encoder as many units, or project the regions.',
    );
  }
  if (wordMask !== undefined && (wordMask.shape[0] !== words.shape[0] || wordMask.shape[1] !== words.shape[1])) {
    refuse(
      'wordMask',
      wordMask.shape,
      'words',
      words.shape,
      'The mask has one value for each word: [captions, words].',
    );
  }
  if (!gate) return;
  if (weights === undefined) {
    throw new TypeError('Semantic alignment with the gate on needs weights; give them, or set gate to false (SAM-6).');
  }
  const names = ['gateKernel', 'gateBias', 'candidateKernel', 'candidateBias'];
  listOf(weights).forEach((weight, i) => {
    const expected = i % 2 === 0 ? [2 * depth, depth] : [depth];
    if (weight.shape.join() !== expected.join()) {
      refuse(
        names[i] as string,
        weight.shape,
        'regions',
        regions.shape,
        `For this depth it has the shape [${expected}].`,
      );
    }
  });
}
