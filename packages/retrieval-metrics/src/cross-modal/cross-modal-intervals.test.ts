import { mulberry32 } from '@rs-sam/foundation/random';
import { expect, it } from 'vitest';
import { captionRelevance } from '../relevance';
import { scoreMatrix } from '../score-matrix';
import { crossModalIntervals } from './cross-modal-intervals';
import { evaluateCrossModal } from './evaluate-cross-modal';

const random = mulberry32(3);
const images = 60;
const owners = Array.from({ length: 2 * images }, (_, caption) => caption >> 1);
const data = Float64Array.from({ length: images * owners.length }, (_, i) => {
  const own = owners[i % owners.length] === Math.floor(i / owners.length);
  return random() / 2 ** 32 + (own ? 0.4 : 0);
});
const report = evaluateCrossModal(scoreMatrix(data, images, owners.length), captionRelevance(owners, images));

it('surrounds each estimate, narrows with less confidence and repeats with its seed', () => {
  const intervals = crossModalIntervals(report, { seed: 5 });
  const r1 = intervals.imageToText.recall[1];
  expect(r1?.estimate).toBe(report.imageToText.recall[1]);
  for (const { low, estimate, high } of [
    r1,
    intervals.textToImage.meanRank,
    intervals.recallSum,
    intervals.meanRecall,
  ].map((i) => i as NonNullable<typeof i>)) {
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  }
  expect(crossModalIntervals(report, { seed: 5 })).toEqual(intervals);
  expect(crossModalIntervals(report, { seed: 6 })).not.toEqual(intervals);
  expect(crossModalIntervals(report, { seed: 5, confidence: 0.5 }).recallSum.low).toBeGreaterThan(
    intervals.recallSum.low,
  );
  expect(intervals.recallSum.low).toBeCloseTo(6 * intervals.meanRecall.low, 9);
});

it('has for R@1 about the width of a binomial interval', () => {
  const share = (report.imageToText.recall[1] as number) / 100;
  const standardError = 100 * Math.sqrt((share * (1 - share)) / images);
  const { low, high } = crossModalIntervals(report).imageToText.recall[1] as { low: number; high: number };
  expect((high - low) / (2 * 1.96 * standardError)).toBeGreaterThan(0.85);
  expect((high - low) / (2 * 1.96 * standardError)).toBeLessThan(1.15);
});
