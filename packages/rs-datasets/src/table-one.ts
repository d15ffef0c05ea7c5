import { printTable } from './print-table';
import type { DatasetStatistics } from './statistics';

/** The paper's Table I, a row for each data set: images, sentences an image, classes, size of the pictures. */
export function tableOne(datasets: Readonly<Record<string, DatasetStatistics>>): string {
  const rows = Object.entries(datasets).map(([name, statistics]) => {
    const { min, max } = statistics.captionsPerImage;
    const [size] = statistics.sizes.keys();
    const sizes = statistics.sizes.size > 1 ? `${size}, ${statistics.sizes.size - 1} other` : (size ?? '–');
    const perImage = min === max ? `${min}/image` : `${min}–${max}/image`;
    return [name, statistics.images, perImage, statistics.classes.size || '–', sizes];
  });
  return printTable([['Dataset', 'Images', 'Sentences', 'Classes', 'Size'], ...rows]);
}
