import type { CaptionDataset } from '../src/index';

/** A data set of so many images, their classes in turn. */
export function datasetOf(count: number, classes = 1): CaptionDataset {
  const images = Array.from({ length: count }, (_, index) => ({
    id: `${index}.jpg`,
    file: `${index}.jpg`,
    split: null,
    className: `class ${index % classes}`,
    captions: [],
  }));
  return { images };
}
