export interface ClassAccuracy {
  readonly name: string;
  /** Images of the class. */
  readonly images: number;
  /** The share that was classified correctly; null where there are none. */
  readonly accuracy: number | null;
}

export interface ClassificationReport {
  readonly images: number;
  /** The share of the images that was classified correctly. */
  readonly accuracy: number;
  readonly perClass: readonly ClassAccuracy[];
  /** `confusion[i][j]`: images of class i that were classified as class j. */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * @param labels - The true class of each image.
 * @param predicted - The predicted class of each image.
 */
export function classificationReport(
  classNames: readonly string[],
  labels: Int32Array,
  predicted: Int32Array,
): ClassificationReport {
  const confusion = classNames.map(() => classNames.map(() => 0));
  labels.forEach((label, i) => {
    const row = confusion[label] as number[];
    const column = predicted[i] as number;
    row[column] = (row[column] as number) + 1;
  });
  const perClass = classNames.map((name, c) => {
    const row = confusion[c] as number[];
    const images = row.reduce((sum, count) => sum + count, 0);
    return { name, images, accuracy: images === 0 ? null : (row[c] as number) / images };
  });
  const right = confusion.reduce((sum, row, c) => sum + (row[c] as number), 0);
  return { images: labels.length, accuracy: labels.length === 0 ? 0 : right / labels.length, perClass, confusion };
}
