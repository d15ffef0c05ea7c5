import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { CaptionDataset } from '../caption-dataset';
import { SplitError } from '../dataset-error';
import { classGroups, sortedIds } from './random-split';
import type { DatasetSplit } from './split';

export interface KFoldOptions {
  /** Number of folds, at least 2. */
  readonly k: number;
  readonly seed: number | string;
  /** Whether each fold holds its share of each class. Default: false. */
  readonly stratified?: boolean;
}

/**
 * k splits into `train` and `test`: each image is in exactly one `test`, and the sizes of the tests differ by at most one.
 * @throws SplitError where k is not a whole number from 2 to the number of images
 */
export function kFold(dataset: CaptionDataset, { k, seed, stratified = false }: KFoldOptions): DatasetSplit[] {
  if (!Number.isInteger(k) || k < 2 || k > dataset.images.length) {
    const problem = `${dataset.images.length} images cannot be put into ${k} folds.`;
    throw new SplitError(problem, 'Choose a whole number k from 2 to the number of images.');
  }
  const random = seededRandom(seed);
  const groups = stratified ? classGroups(dataset) : [dataset.images];
  // Dealt out one after another: a class is spread evenly, and no fold gets the remainder of every class.
  const dealt = groups.flatMap((group) => shuffled(sortedIds(group), random));
  return Array.from({ length: k }, (_, fold) => ({
    parts: {
      train: dealt.filter((_, index) => index % k !== fold).sort(),
      test: dealt.filter((_, index) => index % k === fold).sort(),
    },
  }));
}
