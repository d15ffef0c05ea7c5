import { mulberry32 } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { evaluateCrossModal } from '../cross-modal/evaluate-cross-modal';
import { captionRelevance } from '../relevance';
import { scoreMatrix } from '../score-matrix';
import { classPerfectLine } from './class-perfect-line';

const classes = ['sea', 'sea', 'farm', 'port', 'port', 'port', 'port'];
const owners = [0, 0, 0, 1, 2, 2, 3, 3, 4, 5, 6, 6, 6, 6];

function matrixOf(score: (sameClass: boolean) => number) {
  const data = classes.flatMap((image) => owners.map((owner) => score(classes[owner] === image)));
  return scoreMatrix(Float64Array.from(data), classes.length, owners.length);
}

describe('classPerfectLine', () => {
  const line = classPerfectLine(classes, owners);

  it('is the expected evaluation of scores that know the class alone', () => {
    const evaluated = evaluateCrossModal(matrixOf(Number), captionRelevance(owners, classes.length));
    expect(line.imageToText).toEqual(evaluated.imageToText);
    expect(line.textToImage).toEqual(evaluated.textToImage);
  });

  it('equals a simulation of random choice inside the class, within its error', () => {
    const random = mulberry32(7);
    const trials = 4000;
    const sums = { imageRecall: 0, imageRank: 0, textRecall: 0, textRank: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const scores = matrixOf((same) => (same ? 1 : 0) + random() / 2 ** 33);
      const { imageToText, textToImage } = evaluateCrossModal(scores, captionRelevance(owners, classes.length), {
        ties: 'index',
      });
      sums.imageRecall += (imageToText.recall[1] as number) / trials;
      sums.imageRank += imageToText.meanRank / trials;
      sums.textRecall += (textToImage.recall[1] as number) / trials;
      sums.textRank += textToImage.meanRank / trials;
    }
    // Four standard errors: of a mean of 7 or 14 values in 0 … 100, and of ranks that vary by less than 3.
    const recallError = (4 * 50) / Math.sqrt(trials * 7);
    const rankError = (4 * 3) / Math.sqrt(trials * 7);
    expect(Math.abs(sums.imageRecall - (line.imageToText.recall[1] as number))).toBeLessThan(recallError);
    expect(Math.abs(sums.textRecall - (line.textToImage.recall[1] as number))).toBeLessThan(recallError);
    expect(Math.abs(sums.imageRank - line.imageToText.meanRank)).toBeLessThan(rankError);
    expect(Math.abs(sums.textRank - line.textToImage.meanRank)).toBeLessThan(rankError);
  });

  it('gives the figures of 21 classes of ten images with five captions', () => {
    const images = Array.from({ length: 210 }, (_, image) => Math.floor(image / 10));
    const { imageToText, textToImage, recallSum, meanRecall } = classPerfectLine(
      images,
      Array.from({ length: 1050 }, (_, caption) => Math.floor(caption / 5)),
      { protocol: 'standard' },
    );
    expect(imageToText).toMatchObject({ medianRank: 7, meanRank: 8.5 });
    expect(imageToText.recall[5]).toBeCloseTo(100 * (1 - (45 * 44 * 43 * 42 * 41) / (50 * 49 * 48 * 47 * 46)), 10);
    expect(textToImage).toMatchObject({ medianRank: 5, meanRank: 5.5 });
    expect(recallSum).toBeCloseTo(281.3, 1);
    expect(meanRecall).toBeCloseTo(46.9, 1);
  });
});
