/** A rectangle in a picture, in its pixels, from the upper left corner. */
export interface RegionBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a region number refers to. */
export interface RegionBoxOptions {
  /** Rows and columns of the grid; regions are numbered row by row. */
  readonly grid: readonly [rows: number, columns: number];
  /** Of the picture that the box is wanted in. It may differ from the backbone's input: pictures are stretched to that. */
  readonly width: number;
  readonly height: number;
}

/**
 * The box of region i: row ⌊i / columns⌋, column i mod columns, each cell an equal share of the picture.
 *
 * It is where the region's cell lies, as heat maps are drawn. What the cell has seen, its receptive field, is larger.
 *
 * @throws {RangeError} where the grid has no such region.
 */
export function regionBox(region: number, { grid: [rows, columns], width, height }: RegionBoxOptions): RegionBox {
  if (!Number.isInteger(region) || region < 0 || region >= rows * columns) {
    throw new RangeError(`There is no region ${region} in a grid of ${rows} × ${columns}: they are numbered from 0.`);
  }
  const cell = { width: width / columns, height: height / rows };
  return { x: (region % columns) * cell.width, y: Math.floor(region / columns) * cell.height, ...cell };
}
