import { expect, it } from 'vitest';
import { formatOverSeeds } from './over-seeds';

it('formats one value unchanged, several as mean and standard deviation of a sample', () => {
  expect(formatOverSeeds([6], 0)).toBe('6');
  expect(formatOverSeeds([1, 2, 3], 1)).toBe('2.0 ± 1.0');
});
