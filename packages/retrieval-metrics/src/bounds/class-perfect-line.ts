import { checkOptions } from '@rs-sam/foundation/options';
import {
  type CrossModalOptions,
  type CrossModalReport,
  crossModalReport,
  reportRules,
} from '../cross-modal/evaluate-cross-modal';
import { captionRelevance } from '../relevance';

/**
 * The figures of a retriever that knows the class of every image and caption and ranks at random inside the class. A model that
 * distinguishes the images of a class has to exceed them.
 *
 * I2T, with M captions in the class, m of them the image's own: P(rank ≤ K) = 1 − C(M − m, K) / C(M, K), E[rank] = 1 + (M − m) / (m + 1).
 * T2I, with N images in the class: P(rank ≤ K) = min(K / N, 1), E[rank] = (N + 1) / 2. MedR as `medianRank` defines it.
 * This equals `evaluateCrossModal` under `expected` ties on a matrix that is 1 inside a class and 0 outside. Throws
 * `InvalidOptionError` and `RelevanceError`.
 *
 * @param classes the class of each image
 * @param owners the image of each caption; the caption has the class of its image
 */
export function classPerfectLine(
  classes: ArrayLike<string | number>,
  owners: ArrayLike<number>,
  options: Omit<CrossModalOptions, 'ties'> = {},
): CrossModalReport {
  checkOptions('classPerfectLine', reportRules, options);
  const relevance = captionRelevance(owners, classes.length);
  const imagesOf = new Map<string | number, number>();
  const captionsOf = new Map<string | number, number>();
  const own = Array.from(classes, (_, i) => (relevance.offsets[i + 1] as number) - (relevance.offsets[i] as number));
  own.forEach((captions, image) => {
    const imageClass = classes[image] as string | number;
    imagesOf.set(imageClass, (imagesOf.get(imageClass) ?? 0) + 1);
    captionsOf.set(imageClass, (captionsOf.get(imageClass) ?? 0) + captions);
  });
  const ofImages = {
    above: new Uint32Array(own.length),
    tied: Uint32Array.from(own, (captions, i) => (captionsOf.get(classes[i] as string | number) as number) - captions),
    relevant: Uint32Array.from(own),
  };
  const ofCaptions = {
    above: new Uint32Array(owners.length),
    tied: Uint32Array.from(owners, (image) => (imagesOf.get(classes[image] as string | number) as number) - 1),
    relevant: new Uint32Array(owners.length).fill(1),
  };
  return crossModalReport(ofImages, ofCaptions, relevance, { ...options, ties: 'expected' });
}
