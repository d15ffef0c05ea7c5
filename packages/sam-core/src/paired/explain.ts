import { formatShape, ShapeMismatchError } from '@rs-sam/foundation/errors';
import { mean, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type AlignmentOperands, checkOperands, rolesOf } from '../operands/alignment-operands';
import { type AlignmentOptions, checkAlignmentOptions } from '../options/alignment-options';
import { alignPairs, type PairAlignment } from './align-pairs';

/** The score, attention and gate of one image and one caption, as plain numbers. */
export interface AlignmentExplanation {
  /** S */
  readonly score: number;
  /** Rows that attend: regions for i2t, words for t2i. */
  readonly rows: number;
  /** Rows attended to: words for i2t, regions for t2i. */
  readonly columns: number;
  /** a [rows, columns], row-major: how much each row attends to each column. A row sums to 1; a padded word has 0. */
  readonly attention: Float32Array;
  /** cos(f̃, e) [rows]: the score is their mean over the real rows. */
  readonly cosines: Float32Array;
  /** D */
  readonly depth: number;
  /** g [rows, D], row-major: 0 kept the feature, 1 replaced it. Absent when the gate is off. */
  readonly gate?: Float32Array;
  /** Mean of g over D, [rows]. Absent when the gate is off. */
  readonly gateMean?: Float32Array;
}

/**
 * Attention weights and gate activations of one image and one caption.
 *
 * @param operands regions [1, K, D] and words [1, N, D].
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError when there is more than one image or caption.
 */
export function explain(operands: AlignmentOperands, options: AlignmentOptions): AlignmentExplanation {
  const resolved = checkAlignmentOptions('explain', options);
  checkOperands(operands, resolved);
  const { regions, words } = operands;
  if (regions.shape[0] !== 1 || words.shape[0] !== 1) {
    const expected = `words ${formatShape(words.shape)}`;
    throw new ShapeMismatchError('regions', regions.shape, expected, 'explain takes one image and one caption.');
  }
  let explanation!: AlignmentExplanation;
  tidy(() => {
    explanation = numbersOf(alignPairs(rolesOf(operands, resolved), resolved));
  });
  return explanation;
}

/** The tensors of one pair as plain numbers. */
function numbersOf({ attention, attended, gate, cosines, scores }: PairAlignment): AlignmentExplanation {
  const [, rows, columns] = attention.shape;
  const depth = attended.shape[2];
  const read = (tensor: Tensor): Float32Array => tensor.dataSync<'float32'>();
  return {
    score: read(scores)[0] as number,
    rows,
    columns,
    depth,
    attention: read(attention),
    cosines: read(cosines),
    ...(gate === undefined ? {} : { gate: read(gate), gateMean: read(mean(gate, 2)) }),
  };
}
