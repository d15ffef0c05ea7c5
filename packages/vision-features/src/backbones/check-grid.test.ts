import { expect, it } from 'vitest';
import { checkGrid } from './check-grid';

it.each([[[0, 1]], [[1, 5]], [[1.5, 1]]] as const)('refuses a grid of %j for a map of 2 × 4', (grid) => {
  expect(() => checkGrid(grid, [2, 4])).toThrow(`A map of 2 × 4 cells cannot be averaged to ${grid.join(' × ')}`);
});
