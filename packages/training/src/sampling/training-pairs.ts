import type { CaptionDataset } from '@rs-sam/datasets';

/** A caption with its image; a batch is a list of pairs. */
export interface TrainingPair {
  /** Index of the image in the part. */
  readonly image: number;
  /** The image's key in the feature store. */
  readonly file: string;
  readonly className: string | null;
  /** The caption as ids. */
  readonly ids: readonly number[];
  /** Equal for captions with the same ids, which no model can distinguish. */
  readonly captionKey: string;
}

/** Every caption of a part with its image, in the order of the data set. */
export function trainingPairs(dataset: CaptionDataset, encode: (caption: string) => readonly number[]): TrainingPair[] {
  return dataset.images.flatMap(({ file, className, captions }, image) =>
    captions.map((caption) => {
      const ids = encode(caption);
      return { image, file, className, ids, captionKey: ids.join(' ') };
    }),
  );
}
