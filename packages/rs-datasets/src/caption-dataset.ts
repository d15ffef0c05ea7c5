/** One image and the sentences that describe it. */
export interface CaptionedImage {
  /**
   * Names the image inside its data set: the file as the caption file writes it. It does not depend on the files on disk, so that a
   * split of one person fits the copy of another. Splits consist of ids.
   */
  readonly id: string;
  /**
   * Path of the image file relative to the data set's folder, with forward slashes; as the caption file writes it where no such
   * file was found. **This is the key of the image in a feature store**: `rs-sam extract` stores the features of `image.file`, and
   * training, evaluation and search ask for them by it. An image of the format `scan-precomputed` has `train_ims.npy#12`, the row
   * of its features.
   */
  readonly file: string;
  /**
   * The part of the split that the image belongs to: `train`, `val`, `test` (`dev`, `valid` and `validation` are read as `val`,
   * `training` as `train`, `testing` as `test`), any other name as written, or `null`.
   */
  readonly split: string | null;
  readonly className: string | null;
  readonly captions: readonly string[];
}

/** A caption data set: plain data, in the order of its caption file. */
export interface CaptionDataset {
  readonly images: readonly CaptionedImage[];
}
