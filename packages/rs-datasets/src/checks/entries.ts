import { groupBy } from '@rs-sam/foundation/collections';
import { type ParsedImage, TRAIN_VAL_TEST } from '../formats/parsed-image';
import { normalisedPath } from '../reading/file-name';
import { type Check, placeOf } from './check';

/** What one image file is known by: its path or, while that is not known, its name and class. Two classes may share names. */
const fileKey = (image: ParsedImage) =>
  image.path ?? JSON.stringify([normalisedPath(image.file), image.className?.toLowerCase()]);

/** repeatedFile: entries of one file in one split become one image. */
export const repeatedFiles: Check = (images, ledger) => {
  const first = new Map<string, ParsedImage>();
  for (const image of images) {
    const key = JSON.stringify([fileKey(image), image.split]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, image);
    else if (!ledger.drops('repeatedFile', placeOf(image), image.file))
      first.set(key, { ...earlier, captions: [...earlier.captions, ...image.captions] });
  }
  return [...first.values()];
};

const HELD_OUT_FIRST = ['test', 'val'];

/** fileInTwoSplits: no figure shows that a model was trained on test images, so this stops by default. */
export const filesInTwoSplits: Check = (images, ledger) => {
  const byFile = groupBy(images, fileKey);
  return images.filter((image) => {
    const entries = byFile.get(fileKey(image)) ?? [];
    const kept =
      HELD_OUT_FIRST.map((split) => entries.find((entry) => entry.split === split)).find(Boolean) ?? entries[0];
    if (image === kept) return true;
    const splits = entries.map((entry) => entry.split ?? 'no split').join(' and ');
    return !ledger.drops('fileInTwoSplits', placeOf(image), `${image.file}: ${splits}`);
  });
};

/** unknownSplit: such an image takes part in no training, validation or test unless its part is asked for by name. */
export const unknownSplits: Check = (images, ledger) =>
  images.filter(
    (image) =>
      image.split === null ||
      TRAIN_VAL_TEST.has(image.split) ||
      !ledger.drops('unknownSplit', placeOf(image), `${image.file}: ${image.split}`),
  );

/** missingSplit. A data set without any split is not irregular. */
export const missingSplits: Check = (images, ledger) => {
  if (images.every((image) => image.split === null)) return [...images];
  return images.filter((image) => image.split !== null || !ledger.drops('missingSplit', placeOf(image), image.file));
};

/** missingClass. A data set without any class is not irregular. */
export const missingClasses: Check = (images, ledger) => {
  if (images.every((image) => image.className === null)) return [...images];
  return images.filter(
    (image) => image.className !== null || !ledger.drops('missingClass', placeOf(image), image.file),
  );
};
