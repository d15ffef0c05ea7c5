import { abortSignal, callback, checkOptions, share } from '@rs-sam/foundation/options';
import { VIEWS } from '../images/view';
import { type Agreement, agreementAt } from './agreement';
import type { Candidate } from './candidate';
import { DUPLICATE_KINDS, type DuplicateKind, type DuplicatePair } from './duplicate-pair';
import { featureCandidates } from './feature-candidates';
import type { Fingerprint } from './fingerprint';
import { hashCandidates, wholeAlignment } from './hash-candidates';
import { createKeypointSearch } from './keypoint-candidates';

export interface FindDuplicatesOptions {
  /**
   * Pairs with a lower score are not the same image. Default: 0.8. Of 840 planted copies of UCM images in JPEG quality 60, 821 are found at
   * it: every whole image, 96 % of crops of 60 % of the side, 93 % of 50 %.
   */
  readonly limit?: number;
  /** Cosine of the features of two images, from which they are compared, and reported as `features` if their pixels differ. Default: 0.98. */
  readonly featureLimit?: number;
  /** Called after each image. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const RULES = { limit: share, featureLimit: share, onProgress: callback, signal: abortSignal };

/** Correlation of grey values from which two whole images with other details are reported, as `coarse`. */
const COARSE = 0.9;
/** An overlap of this share of both images is the whole image. */
const WHOLE = 0.95;
/** Milliseconds of work between two times at which timers and signals run. */
const PAUSE = 50;

/**
 * Finds the images that are the same: identical, turned, mirrored, encoded again, in another brightness or size, a part of the other, or
 * overlapping with it.
 *
 * Candidates are found by a perceptual hash of the eight views of whole images, and by keypoints that agree on a scale and a translation;
 * the pixels of each are then compared where the images overlap. Keypoints find parts at scales from 1/2 to 2; of images without them, as
 * of water, only whole copies are found. Turns by other angles than quarters are not found.
 *
 * @param groups - Of one group, every two images are compared; of several, images of different groups only.
 * @returns By kind, then by score.
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function findDuplicates(
  groups: readonly (readonly Fingerprint[])[],
  options: FindDuplicatesOptions = {},
): Promise<DuplicatePair[]> {
  checkOptions('findDuplicates', RULES, options);
  const { limit = 0.8, featureLimit = 0.98, onProgress, signal } = options;
  const images = groups.flat();
  const search = createKeypointSearch(images);
  const pairs: DuplicatePair[] = [];
  let place = 0;
  let paused = performance.now();
  for (const group of groups) {
    const start = place;
    for (const image of group) {
      if (performance.now() - paused > PAUSE) {
        await new Promise((resolve) => setTimeout(resolve));
        paused = performance.now();
      }
      signal?.throwIfAborted();
      const end = groups.length === 1 ? place : start;
      const alike = featureCandidates(images, image, end, featureLimit);
      const candidates = [...search(place, end), ...hashCandidates(images, image, end)];
      for (const { image: other } of alike) candidates.push(...wholeCandidates(images, image, other));
      const best = bestPairs(images, image, candidates, limit);
      for (const { image: other, cosine } of alike) {
        const first = images[other] as Fingerprint;
        if (!best.has(other)) best.set(other, featurePair(first, image, cosine));
      }
      pairs.push(...best.values());
      place++;
      onProgress?.(place, images.length);
    }
  }
  return pairs.sort(byKindAndScore);
}

/** The candidates that are the same image, each with its best agreement. */
function bestPairs(
  images: readonly Fingerprint[],
  image: Fingerprint,
  candidates: readonly Candidate[],
  limit: number,
): Map<number, DuplicatePair> {
  const best = new Map<number, DuplicatePair>();
  for (const { image: other, alignment } of candidates) {
    const first = images[other] as Fingerprint;
    const agreement = agreementAt(image.thumbnail, first.thumbnail, alignment);
    const pair = agreement === null ? null : pairOf(first, image, agreement, limit);
    const known = best.get(other);
    if (pair !== null && (known === undefined || exceeds(pair, known))) best.set(other, pair);
  }
  return best;
}

/** A pair that is the same image exceeds one that is not, whatever the scores. */
function exceeds(pair: DuplicatePair, known: DuplicatePair): boolean {
  const [coarse, knownCoarse] = [pair.kind === 'coarse', known.kind === 'coarse'];
  return coarse === knownCoarse ? pair.score > known.score : knownCoarse;
}

const wholeCandidates = (images: readonly Fingerprint[], image: Fingerprint, other: number): Candidate[] =>
  VIEWS.map((view) => ({ image: other, alignment: wholeAlignment(image, images[other] as Fingerprint, view) }));

const featurePair = (first: Fingerprint, second: Fingerprint, cosine: number): DuplicatePair => ({
  kind: 'features',
  first,
  second,
  score: cosine,
  overlap: null,
});

function pairOf(
  first: Fingerprint,
  second: Fingerprint,
  { alignment, overlap, grey, detail }: Agreement,
  limit: number,
): DuplicatePair | null {
  const identical = first.digest === second.digest;
  const whole = Math.min(overlap.shareOfFrom, overlap.shareOfTo) >= WHOLE;
  const same = identical || Math.min(grey, detail) >= limit;
  if (!same && !(whole && grey >= COARSE)) return null;
  const kind = identical ? 'identical' : same ? sameKind(whole, alignment.view !== 'identity') : 'coarse';
  return {
    kind,
    first,
    second,
    score: identical ? 1 : same ? Math.min(grey, detail) : grey,
    overlap: {
      grey,
      detail,
      view: alignment.view,
      scale: alignment.scaleX,
      shareOfFirst: overlap.shareOfTo,
      shareOfSecond: overlap.shareOfFrom,
    },
  };
}

const sameKind = (whole: boolean, turned: boolean): DuplicateKind => (!whole ? 'part' : turned ? 'turned' : 'changed');

function byKindAndScore(a: DuplicatePair, b: DuplicatePair): number {
  return DUPLICATE_KINDS.indexOf(a.kind) - DUPLICATE_KINDS.indexOf(b.kind) || b.score - a.score;
}
