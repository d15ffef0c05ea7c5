import type { DatasetStatistics } from './dataset-statistics';
import { formatRows } from './format-rows';

/** The rows of the paper's Table I, by the usual short name of the data set. */
const PAPER: Readonly<Record<string, readonly (string | number)[]>> = {
  ucm: ['UCM-Captions', 2100, '5/image', 21, '256×256'],
  sydney: ['Sydney-Captions', 613, '5/image', 7, '500×500'],
  rsicd: ['RSICD', 10_921, '5/image', 31, '224×224'],
  nwpu: ['NWPU-Captions', 31_500, '5/image', 45, '256×256'],
};

/**
 * The paper's Table I as text, one row per data set: images, sentences per image, classes, image size. The row of the paper follows
 * each data set that is named `ucm`, `sydney`, `rsicd` or `nwpu`.
 */
export function formatTableOne(datasets: Readonly<Record<string, DatasetStatistics>>): string {
  const rows = Object.entries(datasets).flatMap(([name, statistics]) => {
    const { min, max } = statistics.captionsPerImage;
    const [size] = statistics.sizes.keys();
    const sizes = statistics.sizes.size > 1 ? `${size}, ${statistics.sizes.size - 1} other` : (size ?? '–');
    const perImage = min === max ? `${min}/image` : `${min}–${max}/image`;
    const ours = [name, statistics.images, perImage, statistics.classes.size || '–', sizes];
    const [printed, ...figures] = PAPER[name] ?? [];
    return printed === undefined ? [ours] : [ours, [`  ${printed}, paper`, ...figures]];
  });
  return formatRows([['Dataset', 'Images', 'Sentences', 'Classes', 'Size'], ...rows]);
}
