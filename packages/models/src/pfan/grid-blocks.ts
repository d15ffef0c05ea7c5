/** The blocks of a square image that each region overlaps: PFAN's input. */
export interface RegionBlocks {
  /** [cells][slots]: block ids, numbered row by row; `blocks²` in an empty slot. */
  readonly ids: readonly (readonly number[])[];
  /** [cells][slots]: each block's share of the overlap of all blocks in the cell's slots; 0 in an empty slot. */
  readonly weights: readonly (readonly number[])[];
}

/**
 * The blocks that each cell of a CNN's grid overlaps, largest overlap first; of equal overlaps, upper and left blocks first.
 *
 * @param rows cells from top to bottom
 * @param columns cells from left to right
 * @param blocks blocks along each side of the image
 * @param slots maximum number of blocks of a cell
 */
export function gridBlocks(rows: number, columns: number, blocks: number, slots: number): RegionBlocks {
  const perRow = Array.from({ length: rows }, (_, row) => overlaps(row, rows, blocks));
  const perColumn = Array.from({ length: columns }, (_, column) => overlaps(column, columns, blocks));
  const cells = perRow.flatMap((down) =>
    perColumn.map((across) => {
      const all = down.flatMap(([y, height]) =>
        across.map(([x, width]) => ({ id: y * blocks + x, area: height * width })),
      );
      // Areas that differ by rounding only are equal.
      const kept = all
        .sort((a, b) => (Math.abs(a.area - b.area) > 1e-9 ? b.area - a.area : a.id - b.id))
        .slice(0, slots);
      const total = kept.reduce((sum, { area }) => sum + area, 0);
      const empty = Array.from({ length: slots - kept.length }, () => 0);
      return {
        ids: [...kept.map(({ id }) => id), ...empty.map(() => blocks * blocks)],
        weights: [...kept.map(({ area }) => area / total), ...empty],
      };
    }),
  );
  return { ids: cells.map(({ ids }) => ids), weights: cells.map(({ weights }) => weights) };
}

/** The blocks that cell `index` of `cells` overlaps along one side, each with the length of the overlap. */
function overlaps(index: number, cells: number, blocks: number): [block: number, length: number][] {
  const [start, end] = [(index * blocks) / cells, ((index + 1) * blocks) / cells];
  return Array.from({ length: blocks }, (_, block): [number, number] => [
    block,
    Math.min(end, block + 1) - Math.max(start, block),
  ]).filter(([, length]) => length > 1e-9);
}
