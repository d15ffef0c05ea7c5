/** A run of items, from `start` up to, not including, `end`. */
export type Range = readonly [start: number, end: number];

/** The tiles of a matrix of scores: its rows and its columns in runs. */
export interface TileGrid {
  readonly rows: readonly Range[];
  readonly columns: readonly Range[];
}

/** Nearly square tiles of at most `pairsPerTile` pairs, for a scorer that copies the items of each tile. */
export function squareTiles(rows: number, columns: number, pairsPerTile: number): TileGrid {
  const width = Math.min(columns, Math.max(1, Math.floor(Math.sqrt(pairsPerTile))));
  return { rows: rangesOf(rows, Math.floor(pairsPerTile / Math.max(1, width))), columns: rangesOf(columns, width) };
}

/** The widest tiles of at most `pairsPerTile` pairs: whole rows where they fit, then as many rows as fit together. */
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
