import type { CaptionDataset, CaptionedImage } from '@rs-sam/datasets';

const CLASSES = ['airport', 'beach', 'harbour'] as const;
const NUMBERS = ['one', 'two', 'three', 'four', 'five'] as const;

/** A small data set with a split, classes, and captions of which some are the same for several images. */
export function tinyDataset({ train = 9, val = 4, test = 5, captions = 3 } = {}): CaptionDataset {
  const parts = [
    ['train', train],
    ['val', val],
    ['test', test],
  ] as const;
  return {
    images: parts.flatMap(([split, count]) =>
      Array.from({ length: count }, (_, i): CaptionedImage => {
        const className = CLASSES[i % CLASSES.length] as string;
        const things = NUMBERS[i % NUMBERS.length];
        return {
          ...{ id: `${split}-${i}.png`, file: `images/${split}-${i}.png`, split, className },
          captions: Array.from({ length: captions }, (_, caption) =>
            caption === 0
              ? `a picture of the ${className}`
              : `${things} things at the ${className} number ${caption} of ${i}`,
          ),
        };
      }),
    ),
  };
}
