export interface ClassAccuracy {
  readonly name: string;
  /** Images of the class. */
  readonly images: number;
  /** Share that was taken for it; null where there are none. */
  readonly accuracy: number | null;
}

export interface ClassificationReport {
  readonly images: number;
  /** Share of the images that was taken for what it is. */
  readonly accuracy: number;
  readonly perClass: readonly ClassAccuracy[];
  /** `confusion[i][j]`: images of class i that were taken for class j. */
  readonly confusion: readonly (readonly number[])[];
}

/** @param labels - True class of each image. @param predicted - What it was taken for. */
export function classificationReport(
  classes: readonly string[],
  labels: Int32Array,
  predicted: Int32Array,
): ClassificationReport {
  const confusion = classes.map(() => classes.map(() => 0));
  labels.forEach((label, i) => {
    const row = confusion[label] as number[];
    const column = predicted[i] as number;
    row[column] = (row[column] as number) + 1;
  });
  const perClass = classes.map((name, c) => {
    const row = confusion[c] as number[];
    const images = row.reduce((sum, count) => sum + count, 0);
    return { name, images, accuracy: images === 0 ? null : (row[c] as number) / images };
  });
  const right = confusion.reduce((sum, row, c) => sum + (row[c] as number), 0);
  return { images: labels.length, accuracy: labels.length === 0 ? 0 : right / labels.length, perClass, confusion };
}
