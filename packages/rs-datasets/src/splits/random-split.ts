import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import type { CaptionDataset, CaptionedImage } from '../caption-dataset';
import { SplitError } from '../dataset-error';
import { groupBy } from '../group-by';
import type { DatasetSplit } from './split';

export interface RandomSplitOptions {
  /** The same seed and the same image ids give the same split. */
  readonly seed: number | string;
  /** Fraction of the images that goes to `train`; the rest is `test`. Default: 0.8, the paper's. */
  readonly train?: number;
  /** Whether each class is split in this proportion. Default: false. */
  readonly stratified?: boolean;
}

/**
 * A random split into `train` and `test` with exactly `round(train · n)` training images: at 0.8 the paper's 1680/420,
 * 490/123, 8737/2184 and 25200/6300. Stratified, each class gives its share, and the total is the same (largest remainders).
 * @throws SplitError where a part would be empty, or where stratification lacks classes
 */
export function randomSplit(dataset: CaptionDataset, options: RandomSplitOptions): DatasetSplit {
  const { seed, train = 0.8, stratified = false } = options;
  const count = Math.round(train * dataset.images.length);
  if (!(count > 0 && count < dataset.images.length)) {
    const problem = `A fraction of ${train} of ${dataset.images.length} images leaves a part empty.`;
    throw new SplitError(problem, 'Choose a fraction between 0 and 1, or split more images.');
  }
  const random = seededRandom(seed);
  const groups = stratified ? classGroups(dataset) : [dataset.images];
  const counts = shares(
    groups.map((group) => group.length),
    count,
  );
  const orders = groups.map((group) => shuffled(sortedIds(group), random));
  return {
    parts: {
      train: orders.flatMap((ids, index) => ids.slice(0, counts[index])).sort(),
      test: orders.flatMap((ids, index) => ids.slice(counts[index])).sort(),
    },
  };
}

/** @throws SplitError where an image has no class */
export function classGroups(dataset: CaptionDataset): CaptionedImage[][] {
  const without = dataset.images.find((image) => image.className === null);
  if (without) {
    const remedy = 'Drop such images (policy missingClass), or say where class names come from (option classNames).';
    throw new SplitError(`${without.id} has no class to stratify by.`, remedy);
  }
  const groups = groupBy(dataset.images, (image) => image.className);
  return [...groups].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)).map(([, images]) => images);
}

/** By id, so that the order of the caption file makes no difference to a seed. */
export function sortedIds(images: readonly CaptionedImage[]): string[] {
  return images.map(({ id }) => id).sort();
}

/** Shares `total` among groups in proportion to their sizes: whole numbers that add up, by the largest remainders. */
function shares(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const counts = exact.map(Math.floor);
  const left = total - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = [...sizes.keys()].sort((a, b) => remainder(exact[b]) - remainder(exact[a]) || a - b);
  for (const index of byRemainder.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}

const remainder = (value = 0) => value - Math.floor(value);
