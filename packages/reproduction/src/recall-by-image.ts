import { captionRelevance, evaluateCrossModal, type Scores, type TiePolicy } from '@rs-sam/retrieval-metrics';

/**
 * mR image by image: half of it the mean of R@1, R@5 and R@10 of the image as a query, half that of its captions. The mean over the
 * images is mR where every image has as many captions as the others.
 *
 * Images, not captions, are the units of a paired test: the captions of one image stand and fall together.
 *
 * @param owners of each caption its image.
 */
export function recallByImage(scores: Scores, owners: ArrayLike<number>, images: number, ties: TiePolicy): number[] {
  const { imageToText, textToImage } = evaluateCrossModal(scores, captionRelevance(owners, images), { ties });
  const meanOf = (recall: Readonly<Record<number, Float64Array>>, query: number) => {
    const values = Object.values(recall).map((ofQuery) => ofQuery[query] as number);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const totals = Array.from({ length: images }, () => ({ sum: 0, captions: 0 }));
  textToImage.perQuery.query.forEach((caption, at) => {
    const total = totals[owners[caption] as number] as { sum: number; captions: number };
    total.sum += meanOf(textToImage.perQuery.recall, at);
    total.captions += 1;
  });
  const own = Array.from(imageToText.perQuery.query, (_, at) => meanOf(imageToText.perQuery.recall, at));
  return totals.map(({ sum, captions }, image) => ((own[image] as number) + sum / captions) / 2);
}
