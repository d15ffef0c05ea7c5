import { expect, it } from 'vitest';
import { confidenceOf, fittingItems, leastConfidence } from './confidence';

const items = (...confidences: (number | null)[]) => confidences.map((confidence) => ({ confidence }));

it('standard deviations above what unrelated pairs score', () => {
  expect(confidenceOf(0.5, { mean: -0.25, deviation: 0.25 })).toBe(3);
  expect(confidenceOf(1, { mean: 0, deviation: 0 })).toBe(1);
});

it('the best of few items needs less', () => {
  expect([2_100, 1_000_000].map(leastConfidence)).toEqual([3.8, 3.8]);
  expect(leastConfidence(21)).toBeCloseTo(2.8, 9);
  expect(leastConfidence(0)).toBeLessThan(leastConfidence(2));
});

it('where the best item fits, all from 2 on are results; else none', () => {
  expect(fittingItems(items(4, 2, 1.9), 3.8)).toEqual(items(4, 2));
  expect(fittingItems(items(3.7, 2.5), 3.8)).toEqual([]);
  expect(fittingItems(items(1.5, 1.2, 0.9), 1)).toEqual(items(1.5, 1.2));
});

it('all, without a limit or without confidences', () => {
  expect(fittingItems(items(0.5, -1), null)).toEqual(items(0.5, -1));
  expect(fittingItems(items(null, null), 3.8)).toEqual(items(null, null));
});
