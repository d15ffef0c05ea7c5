import { RsSamError } from '@rs-sam/foundation/errors';
import type { Size } from './network';

/** A grid has more rows or columns than the map that is averaged to it. */
export class GridError extends RsSamError {
  override readonly name = 'GridError';
  override readonly code = 'RS_SAM_GRID';

  constructor(
    readonly grid: Size,
    readonly map: Size,
  ) {
    super(
      `A map of ${map.join(' × ')} cells cannot be averaged to ${grid.join(' × ')}: choose a grid with at least one and at most as many rows and columns.`,
    );
  }
}

/** @throws {GridError} unless the grid has at least one and at most as many rows and columns as the map. */
export function checkGrid(grid: Size, map: Size): void {
  const fits = grid.every((cells, axis) => Number.isInteger(cells) && cells > 0 && cells <= (map[axis] as number));
  if (!fits) throw new GridError(grid, map);
}
