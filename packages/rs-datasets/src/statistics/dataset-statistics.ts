import { countValues } from '@rs-sam/foundation/collections';
import { tokenize } from '@rs-sam/foundation/text';
import type { CaptionDataset } from '../caption-dataset';
import type { ImageSize } from '../reading/image-size';

/** Summary of a list of numbers. */
export interface Distribution {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
}

/** The figures of the paper's Table I for a data set, and more. */
export interface DatasetStatistics {
  readonly images: number;
  readonly captions: number;
  /** Distinct as written, character for character. */
  readonly distinctCaptions: number;
  /** Share of captions that repeat an earlier one: 1 − distinct / all. */
  readonly repetition: number;
  readonly captionsPerImage: Distribution;
  /** In words, as the text encoder cuts them: `blue-green` is two. */
  readonly captionLength: Distribution;
  readonly words: number;
  readonly vocabulary: number;
  /** Words that occur once. */
  readonly singleWords: number;
  /** The ten most frequent words and their counts. */
  readonly frequentWords: readonly (readonly [string, number])[];
  /** Images of each part of the split, in order of appearance; those without one under `null`. */
  readonly splits: ReadonlyMap<string | null, number>;
  /** Images of each class, the largest first; images without a class are not counted. */
  readonly classes: ReadonlyMap<string, number>;
  /** Entropy of the class sizes divided by that of equal sizes: 1 where all are equal; `null` with fewer than two classes. */
  readonly classBalance: number | null;
  /** Images of each size, such as `256×256`, the most frequent first; empty where sizes were not read. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** @param imageSizes by path; default: unknown */
export function datasetStatistics(
  { images }: CaptionDataset,
  imageSizes: ReadonlyMap<string, ImageSize | null> = new Map(),
): DatasetStatistics {
  const captions = images.flatMap((image) => image.captions);
  const words = captions.map(tokenize);
  const vocabulary = byCount(countValues(words.flat()));
  const classes = byCount(countValues(images.flatMap(({ className }) => className ?? [])));
  const sizes = images.flatMap(({ file }) => imageSizes.get(file) ?? []);
  const distinctCaptions = new Set(captions).size;
  return {
    images: images.length,
    captions: captions.length,
    distinctCaptions,
    repetition: captions.length === 0 ? 0 : 1 - distinctCaptions / captions.length,
    captionsPerImage: distribution(images.map((image) => image.captions.length)),
    captionLength: distribution(words.map((caption) => caption.length)),
    words: words.reduce((sum, caption) => sum + caption.length, 0),
    vocabulary: vocabulary.size,
    singleWords: [...vocabulary.values()].filter((count) => count === 1).length,
    frequentWords: [...vocabulary].slice(0, 10),
    splits: countValues(images.map(({ split }) => split)),
    classes,
    classBalance: classes.size < 2 ? null : entropy([...classes.values()]) / Math.log(classes.size),
    sizes: byCount(countValues(sizes.map(({ width, height }) => `${width}×${height}`))),
  };
}

function byCount(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function distribution(values: readonly number[]): Distribution {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  const half = (sorted.length - 1) / 2;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, sorted.length);
  return { min: at(0), median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, mean, max: at(sorted.length - 1) };
}

function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return -counts.reduce((sum, count) => sum + (count / total) * Math.log(count / total), 0);
}
