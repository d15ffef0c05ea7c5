/** A run of items, `start` to before `end`. */
export type Range = readonly [start: number, end: number];

/** How the rows and the columns of a matrix of scores are cut into tiles. */
export interface TileGrid {
  readonly rows: readonly Range[];
  readonly columns: readonly Range[];
}

/** Tiles of at most so many pairs that are about square, for a scorer that copies an item for each tile. */
export function squareTiles(rows: number, columns: number, pairsPerTile: number): TileGrid {
  const width = Math.min(columns, Math.max(1, Math.floor(Math.sqrt(pairsPerTile))));
  return { rows: rangesOf(rows, Math.floor(pairsPerTile / Math.max(1, width))), columns: rangesOf(columns, width) };
}

/** Tiles of at most so many pairs that are as wide as possible: whole rows where they fit, then as many rows as fit together. */
export function wideTiles(rows: number, columns: number, pairsPerTile: number): TileGrid {
  const width = Math.min(columns, pairsPerTile);
  return {
    rows: rangesOf(rows, Math.max(1, Math.floor(pairsPerTile / Math.max(1, width)))),
    columns: rangesOf(columns, width),
  };
}

/** `count` items in runs of `size`. */
export function rangesOf(count: number, size: number): Range[] {
  return Array.from({ length: Math.ceil(count / Math.max(1, size)) }, (_, i) => [
    i * size,
    Math.min(count, (i + 1) * size),
  ]);
}
