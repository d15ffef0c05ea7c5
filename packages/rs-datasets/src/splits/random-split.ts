import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { checkOptions, flag, integer, seed as seedRule, share } from '@rs-sam/foundation/options';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import * as v from 'valibot';
import type { CaptionDataset } from '../caption-dataset';
import { apportion } from './apportion';
import { idGroups } from './class-groups';
import type { DatasetSplit } from './split';
import { SplitError } from './split-error';

export interface RandomSplitOptions {
  /** The same seed and the same image ids give the same split. */
  readonly seed: number | string;
  /** Share of the images that goes to `train`. Default: 0.8, as in the paper. */
  readonly train?: number;
  /** Share of the images that goes to `val`; the rest is `test`. Default: 0, and then there is no part `val`. */
  readonly val?: number;
  /** Numbers of images instead of shares. They have to add up to all images; `test` may be left out and is then the rest. */
  readonly counts?: { readonly train: number; readonly val?: number; readonly test?: number };
  /** Whether each class is divided in these proportions. Default: false. */
  readonly stratified?: boolean;
}

const count = integer(1);
const RULES = {
  seed: seedRule,
  train: share,
  val: share,
  counts: v.strictObject(
    { train: count, val: v.optional(count), test: v.optional(count) },
    'an object with the number of images of train, val and test',
  ),
  stratified: flag,
};

/**
 * A random split into `train`, `val` (if asked for) and `test`. `train` gets exactly `round(train · n)` images: at 0.8 the paper's
 * 1680/420, 490/123, 8737/2184 and 25200/6300. Stratified, each class gives its share and the totals are the same (largest
 * remainders). A part `val` is taken from `test`: `train` is the same with and without it.
 *
 * @example
 * randomSplit(dataset, { seed: 1, train: 0.8, val: 0.1, stratified: true });
 * randomSplit(dataset, { seed: 1, counts: { train: 1680, val: 210, test: 210 } });
 *
 * @throws SplitError where a part would be empty, the counts do not add up, or a class is missing to stratify by
 * @throws InvalidOptionError
 */
export function randomSplit(dataset: CaptionDataset, options: RandomSplitOptions): DatasetSplit {
  checkOptions('randomSplit', RULES, options, ['seed']);
  const { seed, stratified = false } = options;
  const total = options.counts
    ? givenSizes(dataset.images.length, options)
    : sharedSizes(dataset.images.length, options);
  const random = seededRandom(seed);
  const groups = idGroups(dataset, stratified);
  const sizes = groups.map((ids) => ids.length);
  const train = apportion(sizes, total.train);
  const rest = sizes.map((size, index) => size - (train[index] ?? 0));
  const val = apportion(rest, total.val);
  const divided = groups.map((ids, group) => {
    const order = shuffled(ids, random);
    const [trainEnd, valEnd] = [train[group] ?? 0, (train[group] ?? 0) + (val[group] ?? 0)];
    return { train: order.slice(0, trainEnd), val: order.slice(trainEnd, valEnd), test: order.slice(valEnd) };
  });
  const part = (name: 'train' | 'val' | 'test') => divided.flatMap((group) => group[name]).sort();
  return { parts: { train: part('train'), ...(total.val > 0 && { val: part('val') }), test: part('test') } };
}

interface Sizes {
  readonly train: number;
  readonly val: number;
}

function sharedSizes(images: number, { train = 0.8, val = 0 }: RandomSplitOptions): Sizes {
  const sizes = { train: Math.round(train * images), val: Math.round(val * images) };
  const empty = sizes.train === 0 || (val > 0 && sizes.val === 0) || sizes.train + sizes.val >= images;
  if (!empty) return sizes;
  const shares = val > 0 ? `The shares train ${train} and val ${val}` : `The share train ${train}`;
  const problem = `${shares} of ${images} images ${val > 0 ? 'leave' : 'leaves'} a part empty.`;
  throw new SplitError(problem, 'Choose shares above 0 with a sum below 1, or split more images.');
}

function givenSizes(images: number, options: RandomSplitOptions): Sizes {
  for (const name of ['train', 'val'] as const) {
    if (options[name] !== undefined)
      throw new InvalidOptionError(name, options[name], 'left out where counts is given');
  }
  const { train = 0, val = 0, test = images - train - val } = options.counts ?? {};
  if (test > 0 && train + val + test === images) return { train, val };
  const problem = `The counts ${[train, val, test].join(' + ')} (train, val, test) do not divide ${images} images.`;
  throw new SplitError(problem, 'Choose counts above 0 that add up to the number of images.');
}
