import { groupBy } from '@rs-sam/foundation/collections';
import type { CaptionDataset } from '../caption-dataset';
import { SplitError } from './split-error';

/** The assignment of images to parts: part name → image ids. Plain data, independent of the captions. */
export interface DatasetSplit {
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

/** The split of a data set, by `image.split`; an image with `null` is in no part. */
export function splitOf(dataset: CaptionDataset): DatasetSplit {
  const assigned = dataset.images.flatMap(({ id, split }) => (split === null ? [] : [{ id, split }]));
  const parts = groupBy(assigned, ({ split }) => split);
  return { parts: Object.fromEntries([...parts].map(([name, images]) => [name, images.map(({ id }) => id)])) };
}

/**
 * The data set with another split; an image that is in no part gets `null`.
 * @throws SplitError where the split names an image that the data set does not have, or one image twice
 */
export function applySplit(dataset: CaptionDataset, split: DatasetSplit): CaptionDataset {
  const partOf = new Map<string, string>();
  const known = new Set(dataset.images.map(({ id }) => id));
  for (const [part, ids] of Object.entries(split.parts)) {
    for (const id of ids) {
      if (!known.has(id)) throw splitError(`The split names ${id}, which is not in the data set.`);
      if (partOf.has(id)) throw splitError(`The split names ${id} in ${partOf.get(id)} and in ${part}.`);
      partOf.set(id, part);
    }
  }
  return { images: dataset.images.map((image) => ({ ...image, split: partOf.get(image.id) ?? null })) };
}

/** The images of one part, in the data set's order. */
export function partOf(dataset: CaptionDataset, part: string): CaptionDataset {
  return { images: dataset.images.filter((image) => image.split === part) };
}

function splitError(problem: string): SplitError {
  return new SplitError(problem, 'Use the split with the data set and the policies that it was made for.');
}
