import { captionRelevance, evaluateCrossModal, type Scores, type TiePolicy } from '@rs-sam/retrieval-metrics';
import { mean } from '../tables/over-seeds';

/**
 * mR image by image: the mean of two values, the mean of R@1, R@5 and R@10 of the image as a query, and that of its captions. Its mean
 * over the images is mR if all images have the same number of captions.
 *
 * Images, not captions, are the units of a paired test, because the captions of one image are not independent.
 *
 * @param owners the image of each caption.
 */
export function recallByImage(scores: Scores, owners: ArrayLike<number>, images: number, ties: TiePolicy): number[] {
  const { imageToText, textToImage } = evaluateCrossModal(scores, captionRelevance(owners, images), { ties });
  const meanOf = (recall: Readonly<Record<number, Float64Array>>, query: number) =>
    mean(Object.values(recall).map((ofQuery) => ofQuery[query] as number));
  const totals = Array.from({ length: images }, () => ({ sum: 0, captions: 0 }));
  textToImage.perQuery.query.forEach((caption, at) => {
    const total = totals[owners[caption] as number] as { sum: number; captions: number };
    total.sum += meanOf(textToImage.perQuery.recall, at);
    total.captions += 1;
  });
  const own = Array.from(imageToText.perQuery.query, (_, at) => meanOf(imageToText.perQuery.recall, at));
  return totals.map(({ sum, captions }, image) => ((own[image] as number) + sum / captions) / 2);
}
