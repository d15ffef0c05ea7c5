/** The figures of one direction of one method, as printed: percentages and ranks. */
export interface PublishedDirection {
  readonly recall: Readonly<Record<number, number>>;
  readonly medianRank?: number;
  readonly meanRank?: number;
}

/** One method of a published table. */
export interface PublishedRow {
  readonly name: string;
  readonly imageToText: PublishedDirection;
  readonly textToImage: PublishedDirection;
  readonly recallSum?: number;
}
