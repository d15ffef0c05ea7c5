import { expect, it } from 'vitest';
import { placeOfMost } from './heat-overlay';

it.each([
  [0, 'the top left'],
  [2, 'the top'],
  [14, 'the right'],
  [12, 'the centre'],
  [24, 'the bottom right'],
])('of 5 × 5 regions, region %d is %s', (region, place) => {
  const weights = Array.from({ length: 25 }, (_, at) => (at === region ? 0.5 : 0.02));
  expect(placeOfMost(weights, [5, 5])).toBe(place);
});
