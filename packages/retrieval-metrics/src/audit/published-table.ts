/** What a table prints for one direction of one method: percentages and ranks as printed. */
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

/** The two directions of a row by name. */
export const directions = ['imageToText', 'textToImage'] as const;
export type Direction = (typeof directions)[number];
