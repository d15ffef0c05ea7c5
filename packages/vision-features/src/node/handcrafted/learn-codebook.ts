import { abortSignal, callback, checkOptions, integer, listOf, object, text } from '@rs-sam/foundation/options';
import { mulberry32Numbers, sampleIndices } from '@rs-sam/foundation/random';
import { type Codebook, createCodebook } from '../../handcrafted/codebook';
import { kMeans } from '../../handcrafted/k-means';
import { DESCRIPTOR_LENGTH } from '../../handcrafted/sift-descriptor';
import { hasGradient, WORD_GRID, wordDescriptors } from '../../handcrafted/visual-words';
import type { NamedImage } from '../images/named-image';
import { readPixels } from '../images/read-pixels';

export interface LearnCodebookOptions {
  /** Name of the data set; the codebook records it. */
  readonly dataset: string;
  /** The part of the split that the images belong to, as `train`; the codebook records it. */
  readonly part: string;
  /** Only of the training part: words that were learned on test images make the test invalid. */
  readonly images: readonly NamedImage[];
  /** k. Default: 512. */
  readonly words?: number;
  /** Descriptors that are clustered, drawn in equal numbers from the images. Default: 50,000. */
  readonly descriptors?: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Called after each image. */
  readonly onImage?: (done: number, total: number) => void;
  /** Called after each round of k-means; `moved` is the number of descriptors that changed their word. */
  readonly onRound?: (round: number, moved: number) => void;
  readonly signal?: AbortSignal;
}

const rules = {
  dataset: text('the name of the data set'),
  part: text('the name of the part'),
  images: listOf(object('a name and a file'), 'a list of images, each with a name and a file'),
  words: integer(1),
  descriptors: integer(1),
  seed: integer(0),
  onImage: callback,
  onRound: callback,
  signal: abortSignal,
};

/**
 * Learns visual words by k-means over SIFT descriptors of the images. The same images in the same order and the same seed give the same words.
 *
 * @throws {ImageError} at an image that cannot be read.
 * @throws {TooFewPointsError} where the images have fewer different descriptors than `words`.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function learnCodebook(options: LearnCodebookOptions): Promise<Codebook> {
  checkOptions('learnCodebook', rules, options, ['dataset', 'part', 'images']);
  const { dataset, part, images, words = 512, descriptors = 50_000, seed = 1, onRound, signal } = options;
  const random = mulberry32Numbers(seed);
  const share = Math.ceil(descriptors / Math.max(1, images.length));
  const samples: Float32Array[] = [];
  for (const [i, { file }] of images.entries()) {
    signal?.throwIfAborted();
    const found = wordDescriptors(await readPixels(file, { size: WORD_GRID.size }));
    const usable = [...Array(WORD_GRID.rows ** 2).keys()].filter((place) => hasGradient(found, place));
    for (const place of sampleIndices(usable.length, share, random)) {
      const at = (usable[place] as number) * DESCRIPTOR_LENGTH;
      samples.push(found.slice(at, at + DESCRIPTOR_LENGTH));
    }
    options.onImage?.(i + 1, images.length);
  }
  const points = new Float32Array(samples.length * DESCRIPTOR_LENGTH);
  samples.forEach((sample, i) => {
    points.set(sample, i * DESCRIPTOR_LENGTH);
  });
  const { centroids } = await kMeans(points, DESCRIPTOR_LENGTH, {
    clusters: words,
    seed,
    ...(onRound && { onRound }),
    ...(signal && { signal }),
  });
  return createCodebook(centroids, { dataset, split: part, images: images.length, descriptors: samples.length, seed });
}
