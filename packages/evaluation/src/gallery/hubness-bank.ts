import type { CaptionDataset } from '@rs-sam/datasets';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import { scoreMatrix } from '@rs-sam/retrieval-metrics';
import { type HubnessBank as BankScores, withoutHubness } from '@rs-sam/retrieval-metrics/fusion';
import type { FeatureSource } from '../features/feature-source';
import { requiredPart } from '../features/required-part';
import { type CaptionEncoding, type ScoredItems, scoredItems } from './gallery';

/** How a bank is chosen from the training images. */
export interface HubnessOptions {
  /** Number of images of the bank; each has its first caption in it. Default 600, or all that there are. */
  readonly images?: number;
  /** The nearest items of the bank that count. Default 10. */
  readonly neighbours?: number;
}

/** A bank as `result.json` records it. */
export interface HubnessRecord {
  readonly part: string;
  readonly images: number;
  readonly captions: number;
  readonly neighbours: number;
}

/** Images and captions of the part that a model was trained on, against which hubs are found. */
export interface HubnessBank {
  readonly files: readonly string[];
  readonly captions: readonly string[];
  readonly record: HubnessRecord;
}

/**
 * Chooses a bank: the same images for every model and every call.
 *
 * @param trainingPart the part that the model was trained on.
 * @throws InvalidOptionError if it is the evaluated part.
 */
export function hubnessBank(
  dataset: CaptionDataset,
  features: FeatureSource,
  { trainingPart, part }: { readonly trainingPart: string; readonly part: string },
  options: HubnessOptions,
): HubnessBank {
  const { images: count = 600, neighbours = 10 } = options;
  if (part === trainingPart) {
    const expected = `left out: the bank is of the training part, ${part}, which is evaluated, so it would contain the queries`;
    throw new InvalidOptionError('hubness', options, expected);
  }
  const { images } = requiredPart(dataset, trainingPart, features);
  const chosen = shuffled(images, seededRandom(1)).slice(0, count);
  const captions = chosen.flatMap((image) => image.captions.slice(0, 1));
  const record = { part: trainingPart, images: chosen.length, captions: captions.length, neighbours };
  return { files: chosen.map(({ file }) => file), captions, record };
}

/** The gallery with the bank behind it: one matrix has all scores that the correction needs. */
export function withBank(gallery: ScoredItems, bank: HubnessBank, words: CaptionEncoding): ScoredItems {
  return scoredItems([...gallery.files, ...bank.files], [...gallery.captions, ...bank.captions], words);
}

/** The corrected scores of the gallery alone, from those of `withBank`; [images, captions], row-major. */
export function correctedScores(
  matrix: Float32Array,
  gallery: Pick<ScoredItems, 'files' | 'captions'>,
  bank: HubnessBank,
): Float32Array {
  const [images, captions] = [gallery.files.length, gallery.captions.length];
  const all = scoreMatrix(matrix, images + bank.files.length, captions + bank.captions.length);
  const part = (fromRow: number, rows: number, fromColumn: number, columns: number): BankScores['toImages'] => ({
    ...{ rows, columns },
    row: (index) => all.row(fromRow + index).subarray(fromColumn, fromColumn + columns),
  });
  const corrected = withoutHubness(part(0, images, 0, captions), {
    toCaptions: part(0, images, captions, bank.captions.length),
    toImages: part(images, bank.files.length, 0, captions),
    neighbours: bank.record.neighbours,
  });
  const result = new Float32Array(images * captions);
  for (let image = 0; image < images; image++) result.set(corrected.row(image), image * captions);
  return result;
}
