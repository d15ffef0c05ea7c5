/** A direction of cross-modal retrieval, named as in a report. */
export type Direction = keyof typeof DIRECTION_LABELS;

/** How every table and label writes the directions: image to text, and text to image. */
export const DIRECTION_LABELS = { imageToText: 'I2T', textToImage: 'T2I' } as const;

/** Both directions, in the order of every table. */
export const DIRECTIONS = ['imageToText', 'textToImage'] as const satisfies readonly Direction[];

/** The name of a figure of one direction, as `I2T R@1` or `T2I MedR`; `both` stands for figures such as R@sum, whose name is enough. */
export function figureLabel(direction: Direction | 'both', figure: string): string {
  return direction === 'both' ? figure : `${DIRECTION_LABELS[direction]} ${figure}`;
}
