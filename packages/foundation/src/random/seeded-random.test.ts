import { expect, it } from 'vitest';
import { seededRandom, shuffled } from './seeded-random';

it('gives the same numbers in every release: saved seeds rest on them', () => {
  const random = seededRandom(2021);
  expect([random(), random(), random()]).toMatchInlineSnapshot(`
    [
      0.32246840419247746,
      0.4137689732015133,
      0.708517705090344,
    ]
  `);
  expect(shuffled([1, 2, 3, 4, 5], seededRandom('a'))).toMatchInlineSnapshot(`
    [
      1,
      4,
      5,
      3,
      2,
    ]
  `);
});

it('is uniform: a mean of 1/2, a variance of 1/12, and no correlation from one number to the next', () => {
  const random = seededRandom(7);
  const values = Array.from({ length: 20_000 }, random);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  expect(mean(values)).toBeCloseTo(0.5, 2);
  expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  expect(mean(values.slice(1).map((value, index) => (value - 0.5) * ((values[index] ?? 0) - 0.5)))).toBeCloseTo(0, 2);
});
