import type { CaptionedImage } from '@rs-sam/datasets';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';

/** What a head is fitted to. */
export interface ShortlistSample {
  /** Of each data set, the files of its images. */
  readonly files: readonly (readonly string[])[];
  readonly captions: readonly string[];
}

/** The largest numbers of each, of all data sets together. */
export interface SampleSizes {
  readonly images: number;
  readonly captions: number;
  readonly seed: number | string;
}

/**
 * A sample of the training images and captions of data sets, of each an equal share; where a data set has fewer, the sample is smaller. The
 * same seed gives the same sample.
 */
export function shortlistSample(
  parts: readonly (readonly CaptionedImage[])[],
  { images, captions, seed }: SampleSizes,
): ShortlistSample {
  const random = seededRandom(`shortlist ${seed}`);
  const sampled = <T>(values: readonly T[], count: number, at: number): T[] => {
    const share = Math.floor((count * (at + 1)) / parts.length) - Math.floor((count * at) / parts.length);
    return sampleIndices(values.length, share, random).map((index) => values[index] as T);
  };
  const distinct = parts.map((part) => [...new Set(part.flatMap((image) => image.captions))]);
  return {
    files: parts.map((part, at) => sampled(part, images, at).map(({ file }) => file)),
    captions: [...new Set(distinct.flatMap((all, at) => sampled(all, captions, at)))],
  };
}
