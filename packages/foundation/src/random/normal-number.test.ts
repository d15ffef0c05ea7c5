import { expect, it } from 'vitest';
import { normalNumber } from './normal-number';
import { seededRandom } from './seeded-random';

it('has a mean of 0, a variance of 1 and a fourth moment of 3, and is finite for any uniform number', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 50_000 }, () => normalNumber(random));
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(moment(4) / 3).toBeCloseTo(1, 1);
  expect(normalNumber(() => 0)).toBeCloseTo(0, 12);
});
