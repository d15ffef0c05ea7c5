import {
  add,
  addN,
  argMax,
  mul,
  oneHot,
  relu,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { oneOf } from './alignment-options';
import { InvalidOptionError, ShapeMismatchError } from './errors';

/**
 * Which pairs push apart: every other `instance`, as in SCAN; those of another `class`, as the text of eq. (18) says; or the sum of
 * both losses, in which a pair of another class is pushed by each and one of the same class by the first alone.
 */
export const NEGATIVES = ['instance', 'class', 'instance+class'] as const;
export type Negatives = (typeof NEGATIVES)[number];

/** What is known of the pairs of a batch; pair i is image i with caption i. */
export interface BatchLabels {
  /** Class of each pair. Needed where `negatives` is not `instance`. */
  readonly classes?: readonly (string | number)[] | undefined;
  /** Which image each pair shows: another caption of the same image is never a negative. */
  readonly images?: readonly (string | number)[] | undefined;
  /** The caption of each pair, its text or any key of it: an identical caption is never a negative. */
  readonly captions?: readonly (string | number)[] | undefined;
}

/** Options of `tripletLoss`. */
export interface TripletLossOptions extends BatchLabels {
  /** β of eq. (18), in units of the score. Default 0.2. */
  readonly margin?: number;
  /** Only the hardest negative of each anchor, as in eq. (18), or the sum over all of them. Default `hardest`. */
  readonly reduce?: 'hardest' | 'all';
  /** Which pairs are negatives. Default `instance`. */
  readonly negatives?: Negatives;
}

/**
 * `L = Σ_i relu(β − S_ii + max_n S_in) + relu(β − S_ii + max_n S_ni)` — eq. (18), a sum over the batch and both directions,
 * with n over the negatives of anchor i.
 *
 * An anchor without any negative adds nothing. Of equally hard negatives the first one takes the gradient, and at the kink
 * of the hinge the gradient is 0.
 *
 * @param scores S [B, B]: row i is image i, column i its own caption.
 * @throws ShapeMismatchError when the scores are not square or a list of labels is not as long.
 */
export function tripletLoss(scores: Tensor2D, options: TripletLossOptions = {}): Scalar {
  const { margin = 0.2, reduce = 'hardest', negatives = 'instance' } = options;
  oneOf('reduce', reduce, ['hardest', 'all']);
  oneOf('negatives', negatives, NEGATIVES);
  if (!Number.isFinite(margin)) throw new InvalidOptionError('margin', margin, 'a finite number');
  const [batch, columns] = scores.shape;
  if (batch !== columns) {
    throw new ShapeMismatchError(
      'The triplet loss',
      'scores',
      scores.shape,
      'square scores',
      [batch, batch],
      'Pair image i with caption i.',
    );
  }
  checkLabels(batch, negatives, options);
  const rules = negatives === 'instance+class' ? (['instance', 'class'] as const) : [negatives];
  return tidy(() => {
    // A batch of one has no negatives, and tfjs's oneHot takes no width of 1.
    if (batch < 2) return mul(sum(scores), 0) as Scalar;
    const identity = tensor2d(
      Float32Array.from({ length: batch * batch }, (_, at) => Number(at % (batch + 1) === 0)),
      [batch, batch],
    );
    const positives = sum(mul(scores, identity), 1, true);
    const losses = rules.flatMap((rule) => {
      const valid = tensor2d(negativePairs(batch, rule, options), [batch, batch]);
      // The relation is symmetric: what is no negative of an image's caption is none the other way round.
      return [scores, transpose(scores)].map((queries) => violations(queries, valid, positives, margin, reduce));
    });
    return addN(losses) as Scalar;
  });
}

/** `Σ relu(β − S_ii + S_in)` over the chosen negatives of every row. */
function violations(
  scores: Tensor,
  valid: Tensor2D,
  positives: Tensor,
  margin: number,
  reduce: 'hardest' | 'all',
): Tensor {
  const chosen = reduce === 'all' ? valid : mul(hardest(scores, valid), valid);
  return sum(mul(relu(add(sub(scores, positives), margin)), chosen));
}

/** More than any score; adding it takes a pair out of the search for the hardest. */
const LARGE = 1e30;

/** One-hot rows at the largest valid score; the first of equals. */
function hardest(scores: Tensor, valid: Tensor2D): Tensor {
  const excluded = mul(sub(valid, 1), LARGE);
  return oneHot(argMax(add(mul(scores, valid), excluded), 1), valid.shape[1]);
}

function checkLabels(batch: number, negatives: Negatives, { classes, images, captions }: BatchLabels): void {
  if (negatives !== 'instance' && classes === undefined) {
    throw new TypeError(
      "Negatives of another class need the classes of the batch: give classes, or take negatives: 'instance'.",
    );
  }
  for (const [name, list] of Object.entries({ classes, images, captions })) {
    if (list !== undefined && list.length !== batch) {
      throw new ShapeMismatchError(
        'The triplet loss',
        name,
        [list.length],
        'scores',
        [batch, batch],
        'Give one for each pair of the batch.',
      );
    }
  }
}

/** [B · B]: 1 where pair j can be a negative of pair i. */
function negativePairs(batch: number, rule: 'instance' | 'class', labels: BatchLabels): Float32Array {
  const { classes, images, captions } = labels;
  const same = (list: readonly (string | number)[] | undefined, i: number, j: number) =>
    list !== undefined && list[i] === list[j];
  return Float32Array.from({ length: batch * batch }, (_, at) => {
    const [i, j] = [Math.floor(at / batch), at % batch];
    const excluded = i === j || same(images, i, j) || same(captions, i, j) || (rule === 'class' && same(classes, i, j));
    return excluded ? 0 : 1;
  });
}
