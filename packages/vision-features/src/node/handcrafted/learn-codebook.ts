import { mulberry32Numbers, sampleIndices } from '@rs-sam/foundation/random';
import { type Codebook, createCodebook } from '../../handcrafted/codebook';
import { kMeans } from '../../handcrafted/k-means';
import { DESCRIPTOR_LENGTH } from '../../handcrafted/sift-descriptor';
import { hasGradient, WORD_GRID, wordDescriptors } from '../../handcrafted/visual-words';
import type { NamedImage } from '../extract/extract-step';
import { readPixels } from '../images/read-pixels';

export interface LearnCodebookOptions {
  /** Name of the data set and of the split that the pictures are, for the record. */
  readonly dataset: string;
  readonly split: string;
  /** Of the training split alone: words that were learned on what is tested know the test. */
  readonly pictures: readonly NamedImage[];
  /** k. Default: 512. */
  readonly words?: number;
  /** Descriptors that are clustered, drawn in equal parts from the pictures. Default: 50,000. */
  readonly descriptors?: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Pictures that are read. */
  readonly onPicture?: (done: number, total: number) => void;
  /** Rounds of k-means; `moved` descriptors changed their word. */
  readonly onRound?: (round: number, moved: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Visual words: k-means over SIFT descriptors of the pictures. The same pictures in the same order and the same seed give the same words.
 *
 * @throws {ImageError} at a picture that cannot be read.
 * @throws {TooFewPointsError} where the pictures have not as many different descriptors as words are wanted.
 * @throws The signal's reason.
 */
export async function learnCodebook(options: LearnCodebookOptions): Promise<Codebook> {
  const { dataset, split, pictures, words = 512, descriptors = 50_000, seed = 1, onRound, signal } = options;
  const random = mulberry32Numbers(seed);
  const share = Math.ceil(descriptors / Math.max(1, pictures.length));
  const samples: Float32Array[] = [];
  for (const [i, { file }] of pictures.entries()) {
    signal?.throwIfAborted();
    const found = wordDescriptors(await readPixels(file, { size: WORD_GRID.size }));
    const usable = [...Array(WORD_GRID.rows ** 2).keys()].filter((place) => hasGradient(found, place));
    for (const place of sampleIndices(usable.length, share, random)) {
      const at = (usable[place] as number) * DESCRIPTOR_LENGTH;
      samples.push(found.slice(at, at + DESCRIPTOR_LENGTH));
    }
    options.onPicture?.(i + 1, pictures.length);
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
  return createCodebook(centroids, { dataset, split, images: pictures.length, descriptors: samples.length, seed });
}
