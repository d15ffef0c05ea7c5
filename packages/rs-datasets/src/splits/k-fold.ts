import { checkOptions, flag, integer, seed as seedRule } from '@rs-sam/foundation/options';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { CaptionDataset } from '../caption-dataset';
import { idGroups } from './class-groups';
import type { DatasetSplit } from './split';
import { SplitError } from './split-error';

export interface KFoldOptions {
  /** Number of folds, at least 2. */
  readonly k: number;
  readonly seed: number | string;
  /** Whether each fold gets the same share of each class. Default: false. */
  readonly stratified?: boolean;
}

const RULES = { k: integer(2), seed: seedRule, stratified: flag };

/**
 * k splits into `train` and `test`: each image is in exactly one `test`, and the sizes of the `test` parts differ by at most one.
 * @throws SplitError where there are fewer images than folds
 * @throws InvalidOptionError
 */
export function kFold(dataset: CaptionDataset, options: KFoldOptions): DatasetSplit[] {
  checkOptions('kFold', RULES, options, ['k', 'seed']);
  const { k, seed, stratified = false } = options;
  if (k > dataset.images.length) {
    const problem = `${dataset.images.length} images cannot be divided into ${k} folds.`;
    throw new SplitError(problem, 'Choose k from 2 to the number of images.');
  }
  const random = seededRandom(seed);
  // Dealt one after another, each class is spread evenly, and no fold gets the remainder of every class.
  const dealt = idGroups(dataset, stratified).flatMap((ids) => shuffled(ids, random));
  return Array.from({ length: k }, (_, fold) => ({
    parts: {
      train: dealt.filter((_, index) => index % k !== fold).sort(),
      test: dealt.filter((_, index) => index % k === fold).sort(),
    },
  }));
}
