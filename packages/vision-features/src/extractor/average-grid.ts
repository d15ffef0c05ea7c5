import { RsSamError } from '@rs-sam/foundation/errors';
import type { Size } from '../backbones/network';

/** The rows and columns of the smaller grid do not divide those of the map. */
export class GridError extends RsSamError {
  override readonly name = 'GridError';
  override readonly code = 'RS_SAM_GRID';

  constructor(
    readonly grid: Size,
    readonly map: Size,
  ) {
    super(
      `A map of ${map.join(' × ')} cells cannot be averaged to ${grid.join(' × ')}: choose a grid whose rows and columns divide the map's.`,
    );
  }
}

/** @throws {GridError} unless each cell of the grid consists of whole cells of the map. */
export function checkGrid(grid: Size, map: Size): void {
  const divides = grid.every(
    (cells, axis) => Number.isInteger(cells) && cells > 0 && (map[axis] as number) % cells === 0,
  );
  if (!divides) throw new GridError(grid, map);
}

/** The mean over the cells of the map in each cell of a smaller grid: `[B, rows, columns, D]` → `[B, grid rows, grid columns, D]`. */
export function averageGrid(values: Float32Array, map: Size, grid: Size, depth: number): Float32Array {
  const [rows, columns] = map;
  const [gridRows, gridColumns] = grid;
  const count = values.length / (rows * columns * depth);
  const result = new Float32Array(count * gridRows * gridColumns * depth);
  const share = (gridRows * gridColumns) / (rows * columns);
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const from = ((image * rows + row) * columns + column) * depth;
        const gridRow = Math.floor((row * gridRows) / rows);
        const gridColumn = Math.floor((column * gridColumns) / columns);
        const to = ((image * gridRows + gridRow) * gridColumns + gridColumn) * depth;
        for (let d = 0; d < depth; d++)
          result[to + d] = (result[to + d] as number) + (values[from + d] as number) * share;
      }
    }
  }
  return result;
}
