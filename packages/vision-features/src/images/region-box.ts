import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { checkOptions, integer, listOf, positive } from '@rs-sam/foundation/options';

/** A rectangle in an image, in pixels, from the upper left corner. */
export interface RegionBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The grid of the regions and the size of the image. */
export interface RegionBoxOptions {
  /** Rows and columns; regions are numbered row by row, from 0. */
  readonly grid: readonly [rows: number, columns: number];
  /** Of the image that the box refers to. It may differ from the backbone's input, to which images are stretched. */
  readonly width: number;
  readonly height: number;
}

const rules = { grid: listOf(integer(1), '[rows, columns]', 2), width: positive, height: positive };

/**
 * The box of region i: row ⌊i / columns⌋, column i mod columns, each cell an equal share of the image.
 *
 * This is the cell of the region, as heat maps are drawn. Its receptive field, which the network has used, is larger.
 *
 * @throws {InvalidOptionError} where the grid has no such region, or an option is wrong.
 */
export function regionBox(region: number, options: RegionBoxOptions): RegionBox {
  checkOptions('regionBox', rules, options, ['grid', 'width', 'height']);
  const { grid, width, height } = options;
  const [rows, columns] = grid;
  if (!Number.isInteger(region) || region < 0 || region >= rows * columns) {
    throw new InvalidOptionError(
      'region',
      region,
      `an integer from 0 to ${rows * columns - 1}, as the grid has ${rows} × ${columns} cells`,
    );
  }
  const cell = { width: width / columns, height: height / rows };
  return { x: (region % columns) * cell.width, y: Math.floor(region / columns) * cell.height, ...cell };
}
