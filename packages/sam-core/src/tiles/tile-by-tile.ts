import { slice, type Tensor2D, type TensorContainer, tidy, zeros } from '@tensorflow/tfjs-core';
import { joined, plus, stacked, zeroGradients } from './gradient-sums';
import { type Items, itemCount, itemsBetween } from './items';
import { hasGradient, type ScoreGradient } from './score-gradient';
import type { Range, TileGrid } from './tile-grid';

/** Two sets of items that are scored against each other: the rows and the columns of a matrix of scores. */
export interface TwoSets<Rows extends Items = Items, Columns extends Items = Rows> {
  readonly rows: Rows;
  readonly columns: Columns;
}

/** Gradients of two sets, and of the weights that all their pairs share. */
export interface SetGradients extends TwoSets {
  /** Gradients of the weights that every tile uses. */
  readonly weights: Items;
}

/** The operands of the gradients of all tiles. */
export interface GradientRequest<Rows extends Items, Columns extends Items> extends TwoSets<Rows, Columns> {
  readonly grid: TileGrid;
  readonly dScores: Tensor2D;
  /** `dScores` as numbers; without it no tile is skipped. */
  readonly known: ScoreGradient | undefined;
  /** The tensors of each set that have a gradient. */
  readonly names: { readonly rows: readonly string[]; readonly columns: readonly string[] };
  /** The gradients of one tile, computed again from its items. */
  gradient(tile: TwoSets<Rows, Columns>, dScores: Tensor2D): SetGradients;
}

/** The score of every row item with every column item, [rows, columns], one tile after the other. */
export function scoresByTile<Rows extends Items, Columns extends Items>(
  { rows, columns }: TwoSets<Rows, Columns>,
  grid: TileGrid,
  score: (tile: TwoSets<Rows, Columns>) => Tensor2D,
): Tensor2D {
  if (grid.rows.length === 0 || grid.columns.length === 0) return zeros([itemCount(rows), itemCount(columns)]);
  return tidy(() => {
    const bands = grid.rows.map((x) => {
      const band = itemsBetween(rows, ...x);
      const tiles = grid.columns.map((y) => tidy(() => score({ rows: band, columns: itemsBetween(columns, ...y) })));
      return joined(tiles, 1);
    });
    return joined(bands);
  });
}

/** The derivative of `scoresByTile`. Tiles in which no score has a gradient are skipped. */
export function gradientsByTile<Rows extends Items, Columns extends Items>(
  request: GradientRequest<Rows, Columns>,
): SetGradients {
  const { rows, columns, grid, dScores, known, names, gradient } = request;
  const ofColumns: (Items | undefined)[] = grid.columns.map(() => undefined);
  let ofWeights: Items | undefined;
  const ofRows = grid.rows.map((x) => {
    const band = itemsBetween(rows, ...x);
    let sum: Items | undefined;
    grid.columns.forEach((y, index) => {
      if (!hasGradient(known, x, y)) return;
      // The whole work on a tile is in this `tidy`, copies of items included: their number grows with the number of pairs.
      const ofTile = tidy(() => {
        const d = slice(dScores, [x[0], y[0]], [x[1] - x[0], y[1] - y[0]]);
        return asContainer(gradient({ rows: band, columns: itemsBetween(columns, ...y) }, d));
      });
      sum = plus(sum, ofTile.rows);
      ofColumns[index] = plus(ofColumns[index], ofTile.columns);
      ofWeights = plus(ofWeights, ofTile.weights);
    });
    return sum ?? zeroGradients(band, names.rows);
  });
  const byColumns = ofColumns.map(
    (sum, index) => sum ?? zeroGradients(itemsBetween(columns, ...(grid.columns[index] as Range)), names.columns),
  );
  return {
    rows: ofRows.length === 0 ? zeroGradients(rows, names.rows) : stacked(ofRows),
    columns: byColumns.length === 0 ? zeroGradients(columns, names.columns) : stacked(byColumns),
    weights: ofWeights ?? {},
  };
}

/** The type that `tidy` needs to keep their tensors. */
function asContainer<T extends SetGradients>(gradients: T): T & TensorContainer {
  return gradients as T & TensorContainer;
}
