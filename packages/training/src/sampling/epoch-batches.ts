import { RsSamError } from '@rs-sam/foundation/errors';
import { seededRandom } from '@rs-sam/foundation/random';
import { deal } from './deal';
import type { TrainingPair } from './training-pairs';

/** The rules of the batches. */
export interface SamplerOptions {
  /** Maximum number of pairs in a batch. */
  readonly batchSize: number;
  /**
   * Maximum number of images of one class in a batch: 1 gives batches of different classes; a larger number makes negatives of the same
   * class frequent, which are the hard ones. Null: random batches.
   */
  readonly imagesPerClass: number | null;
  readonly seed: number;
}

/** The configuration needs class names, and the data set has images without one. */
export class ClassNamesMissingError extends RsSamError {
  override readonly name = 'ClassNamesMissingError';
  override readonly code = 'RS_SAM_CLASS_NAMES_MISSING';

  constructor(readonly file: string) {
    super(
      `imagesPerClass and negatives 'class' need the class of every image, and ${file} has none: read the data set with class names, or set imagesPerClass to null and negatives to 'instance'.`,
    );
  }
}

/**
 * The batches of an epoch: every pair once, no image twice in a batch. They depend only on the seed and the number of the epoch, so that a
 * run can resume inside an epoch without saved state.
 *
 * With `imagesPerClass`, a batch has at most this many images of a class. With too few classes to fill a batch, the batch is smaller.
 *
 * @throws ClassNamesMissingError
 */
export function epochBatches(pairs: readonly TrainingPair[], epoch: number, options: SamplerOptions): TrainingPair[][] {
  const { batchSize, imagesPerClass, seed } = options;
  const random = seededRandom(`${seed} batches of epoch ${epoch}`);
  const imageOf = ({ image }: TrainingPair) => image;
  if (imagesPerClass === null) return deal(pairs, imageOf, batchSize, random);
  const classes = new Map<string, TrainingPair[]>();
  for (const pair of pairs) {
    if (pair.className === null) throw new ClassNamesMissingError(pair.file);
    const members = classes.get(pair.className);
    if (members) members.push(pair);
    else classes.set(pair.className, [pair]);
  }
  const groups = [...classes.values()].flatMap((members) => deal(members, imageOf, imagesPerClass, random));
  const classOf = (group: readonly TrainingPair[]) => group[0]?.className;
  const groupsPerBatch = Math.max(1, Math.floor(batchSize / imagesPerClass));
  return deal(groups, classOf, groupsPerBatch, random).map((batch) => batch.flat());
}
