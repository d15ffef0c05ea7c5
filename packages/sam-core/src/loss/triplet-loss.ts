import { checkOptions, number, oneOf } from '@rs-sam/foundation/options';
import type { kernels } from '@rs-sam/tfjs-backend';
import {
  add,
  addN,
  argMax,
  customGrad,
  type GradSaveFunc,
  mul,
  oneHot,
  relu,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tensor3d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from '../operations/engine-kernel';
import { type BatchKeys, checkLabels, NEGATIVES, type Negatives, negativePairs } from './negatives';
import { checkBatch, perPair } from './pair-keys';

const KERNEL: kernels.TripletLossKernel = 'TripletLoss';

/** Options of `tripletLoss`. */
export interface TripletLossOptions extends BatchKeys {
  /** β of eq. (18), in units of the score. Default 0.2. */
  readonly margin?: number;
  /** Only the hardest negative of each anchor, as in eq. (18), or the sum over all of them. Default `hardest`. */
  readonly reduce?: 'hardest' | 'all';
  /** Which pairs are negatives. Default `instance`. */
  readonly negatives?: Negatives;
}

const RULES = {
  margin: number('a finite number'),
  reduce: oneOf(['hardest', 'all']),
  negatives: oneOf(NEGATIVES),
  labels: perPair,
  images: perPair,
  captions: perPair,
};

/**
 * `L = Σ_i relu(β − S_ii + max_n S_in) + relu(β − S_ii + max_n S_ni)` — eq. (18), a sum over the batch and both directions,
 * with n over the negatives of anchor i.
 *
 * An anchor without negatives adds nothing. Of equally hard negatives the first gets the gradient. At the kink of the hinge the gradient is
 * 0.
 *
 * @param scores S [B, B]: row i is image i, column i its own caption.
 * @throws InvalidOptionError for an unknown option or a wrong value, and for negatives of another class without labels.
 * @throws ShapeMismatchError when the scores are not square, or the length of `labels`, `images` or `captions` is not their size.
 */
export function tripletLoss(scores: Tensor2D, options: TripletLossOptions = {}): Scalar {
  checkOptions('tripletLoss', RULES, options);
  const { margin = 0.2, reduce = 'hardest', negatives = 'instance' } = options;
  const { labels, images, captions } = options;
  const batch = checkBatch(scores, { labels, images, captions });
  checkLabels(negatives, options);
  const rules = negatives === 'instance+class' ? (['instance', 'class'] as const) : [negatives];
  return tidy(() => {
    // A batch of one has no negatives, and tfjs's oneHot takes no width of 1.
    if (batch < 2) return mul(sum(scores), 0) as Scalar;
    if (reduce === 'hardest' && hasKernel(KERNEL)) {
      const valid = rules.map((rule) => negativePairs(batch, rule, options));
      return kernelLoss(scores, valid, margin);
    }
    const identity = tensor2d(
      Float32Array.from({ length: batch * batch }, (_, at) => Number(at % (batch + 1) === 0)),
      [batch, batch],
    );
    const positives = sum(mul(scores, identity), 1, true);
    const losses = rules.flatMap((rule) => {
      const valid = tensor2d(negativePairs(batch, rule, options), [batch, batch]);
      // The relation is symmetric, so the same mask serves both directions.
      return [scores, transpose(scores)].map((queries) => violations(queries, valid, positives, margin, reduce));
    });
    return addN(losses) as Scalar;
  });
}

/** The loss with hardest negatives as a kernel of the engine, which computes its gradient at the same time. */
function kernelLoss(scores: Tensor2D, valid: readonly Float32Array[], margin: number): Scalar {
  const batch = scores.shape[0];
  const places = tensor3d(Float32Array.from(valid.flatMap((rule) => [...rule])), [valid.length, batch, batch]);
  const attributes: kernels.TripletLossAttributes = { margin };
  const operation = customGrad((given, save) => {
    const [value, gradient] = runKernel<[Scalar, Tensor]>(
      KERNEL,
      { scores: given as Tensor, valid: places },
      attributes,
    );
    (save as GradSaveFunc)([gradient]);
    return { value, gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(saved as Tensor, dy) };
  });
  return operation(scores) as Scalar;
}

// #region eq-18
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
// #endregion eq-18

/** Larger than any score; subtracted from the score of a pair that is not a negative. */
const LARGE = 1e30;

/** One-hot rows at the largest valid score; the first of equals. */
function hardest(scores: Tensor, valid: Tensor2D): Tensor {
  const excluded = mul(sub(valid, 1), LARGE);
  return oneHot(argMax(add(mul(scores, valid), excluded), 1), valid.shape[1]);
}
