import { groupBy } from '@rs-sam/foundation/collections';
import type { CaptionDataset, CaptionedImage } from '../caption-dataset';
import { SplitError } from './split-error';

/** The ids of each class, or all ids as one group; sorted, so that the order of the caption file makes no difference to a seed. */
export function idGroups(dataset: CaptionDataset, stratified: boolean): string[][] {
  return (stratified ? classGroups(dataset) : [dataset.images]).map((images) => images.map(({ id }) => id).sort());
}

/** @throws SplitError where an image has no class */
function classGroups(dataset: CaptionDataset): CaptionedImage[][] {
  const without = dataset.images.find((image) => image.className === null);
  if (without) {
    const remedy = 'Drop such images (policy missingClass), or choose where class names come from (option classNames).';
    throw new SplitError(`${without.id} has no class to stratify by.`, remedy);
  }
  const groups = groupBy(dataset.images, (image) => image.className);
  return [...groups].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)).map(([, images]) => images);
}
