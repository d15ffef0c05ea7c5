import { expect, it } from 'vitest';
import { DIRECTIONS, figureLabel } from './directions';

it('labels the figures of a direction, also those that are no recall', () => {
  expect(DIRECTIONS.map((direction) => figureLabel(direction, 'MedR'))).toEqual(['I2T MedR', 'T2I MedR']);
  expect(figureLabel('both', 'R@sum')).toBe('R@sum');
});
