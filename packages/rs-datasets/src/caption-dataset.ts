/** One picture and the sentences that describe it. */
export interface CaptionedImage {
  /**
   * Names the image inside its data set: the file as the caption file writes it. It does not depend on what is on disk,
   * so that a split saved by one person fits the copy of another.
   */
  readonly id: string;
  /** Path of the picture relative to the data set's folder; as the caption file writes it where no picture was found. */
  readonly file: string;
  /** `train`, `val`, `test` (their usual spellings are folded into these), any other name as written, or `null`. */
  readonly split: string | null;
  readonly className: string | null;
  readonly captions: readonly string[];
}

/** A caption data set: plain data, in the order of its caption file. */
export interface CaptionDataset {
  readonly images: readonly CaptionedImage[];
}
