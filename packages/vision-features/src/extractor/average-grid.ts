import type { Size } from '../backbones/network';

/**
 * The mean over the part of the map that each cell of a smaller grid covers, `[B, rows, columns, D]` → `[B, grid rows, grid columns, D]`.
 * A cell of the map that lies in several cells of the grid counts in each by its shared area.
 */
export function averageGrid(values: Float32Array, map: Size, grid: Size, depth: number): Float32Array {
  const [rows, columns] = map;
  const [gridRows, gridColumns] = grid;
  const count = values.length / (rows * columns * depth);
  const result = new Float32Array(count * gridRows * gridColumns * depth);
  const share = (gridRows * gridColumns) / (rows * columns);
  const rowOverlaps = overlaps(rows, gridRows);
  const columnOverlaps = overlaps(columns, gridColumns);
  for (let image = 0; image < count; image++) {
    for (const { cell: row, gridCell: gridRow, length: height } of rowOverlaps) {
      for (const { cell: column, gridCell: gridColumn, length: width } of columnOverlaps) {
        const from = ((image * rows + row) * columns + column) * depth;
        const to = ((image * gridRows + gridRow) * gridColumns + gridColumn) * depth;
        const weight = height * width * share;
        for (let d = 0; d < depth; d++)
          result[to + d] = (result[to + d] as number) + (values[from + d] as number) * weight;
      }
    }
  }
  return result;
}

interface Overlap {
  readonly cell: number;
  readonly gridCell: number;
  /** In cells of the map: 1 where the cell of the grid contains the whole cell of the map. */
  readonly length: number;
}

/** Where the cells of one axis of the map and of the grid overlap, both stretched over the same length. */
function overlaps(cells: number, gridCells: number): Overlap[] {
  return Array.from({ length: cells }, (_, cell) => cell).flatMap((cell) =>
    Array.from({ length: gridCells }, (_, gridCell) => ({
      cell,
      gridCell,
      // Multiplied first: the borders of whole cells are exact, so that their length is 1.
      length: Math.min(cell + 1, ((gridCell + 1) * cells) / gridCells) - Math.max(cell, (gridCell * cells) / gridCells),
    })).filter(({ length }) => length > 0),
  );
}
