import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from './edit-distance';

it.each([
  ['bridge', 'brigde', 1],
  ['bridge', 'bride', 1],
  ['bridge', 'bridgee', 1],
  ['bridge', 'brudge', 1],
  ['playgournd', 'playground', 2],
  ['ca', 'abc', 3],
  ['', 'abc', 3],
  ['field', 'field', 0],
])('%s and %s: %d', (one, other, expected) => {
  expect(editDistance(one, other, 5)).toBe(expected);
  for (const most of [0, 1, 2]) expect(editDistance(one, other, most)).toBe(Math.min(expected, most + 1));
});

it('is symmetric, 0 only for equal words, and at most the longer length', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const distance = editDistance(one, other, 9);
      expect(editDistance(other, one, 9)).toBe(distance);
      expect(distance === 0).toBe(one === other);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});
