import type { CaptionDataset } from '@rs-sam/datasets';

/** A caption with its image: what a batch is made of. */
export interface TrainingPair {
  /** The image's place in the split. */
  readonly image: number;
  /** The file that the feature store knows it by. */
  readonly file: string;
  readonly className: string | null;
  /** The caption as ids. */
  readonly ids: readonly number[];
  /** The same for captions that no model can tell apart. */
  readonly captionKey: string;
}

/** Every caption of a split with its image, in the order of the data set. */
export function trainingPairs(split: CaptionDataset, encode: (caption: string) => readonly number[]): TrainingPair[] {
  return split.images.flatMap(({ file, className, captions }, image) =>
    captions.map((caption) => {
      const ids = encode(caption);
      return { image, file, className, ids, captionKey: ids.join(' ') };
    }),
  );
}
