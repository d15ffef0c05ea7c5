import { expect, it } from 'vitest';
import { formatCount, formatPercent } from './format-count';

it('has a singular', () => {
  expect([0, 1, 2].map((count) => formatCount(count, 'image'))).toEqual(['0 images', '1 image', '2 images']);
  expect(formatCount(2, 'class', 'classes')).toBe('2 classes');
  expect(formatPercent(0.975)).toBe('97.5 %');
});
